//! A rule of a questionnaire in words: a validator, a trigger, a calculated value, closing words with a condition.

use serde_json::{Map, Value};
use surveys::questionnaire::compare::Side;
use surveys::questionnaire::definition::Definition;
use surveys::questionnaire::edit::member::{LISTS, kind_of};
use surveys::questionnaire::edit::property::{Field, Property, of_type, shown};

use super::words::{kind, sentence};
use crate::i18n::{self, Lang};
use crate::pages::questionnaires::edit::fields::{value_label, words};

/// What a rule says: its kind and its settings, conditions as sentences and questions by their titles.
pub fn said(list: &str, rule: &Map<String, Value>, side: &Side, lang: Lang) -> String {
    let type_name = LISTS.iter().find(|known| known.name == list).map(|list| kind_of(list, rule));
    let type_name = type_name.unwrap_or_default();
    let setting = |property: &&Property| {
        let value = value(property, rule, side, lang);
        let label = words(lang, property.name, type_name, "").unwrap_or_else(|| property.name.to_owned());
        let args = [("label", label), ("value", value)];
        let said = match property.field {
            _ if args[1].1.trim().is_empty() => return None,
            Field::Flag | Field::Not => args[0].1.clone(),
            // The sentence says by itself what it is.
            Field::Condition => args[1].1.clone(),
            _ => i18n::text(lang.code(), "versions-rule-setting", &args),
        };
        Some(said)
    };
    let settings: Vec<String> = of_type(type_name).iter().filter_map(setting).collect();
    let settings = settings.join(&i18n::plain(lang, "versions-rule-joint"));
    i18n::text(lang.code(), "versions-rule", &[("kind", kind(type_name, lang)), ("said", settings)])
}

fn value(property: &Property, rule: &Map<String, Value>, side: &Side, lang: Lang) -> String {
    let value = shown(rule, property, &side.definition.locale);
    match property.field {
        Field::Condition => sentence(property.name, &value, side, lang),
        Field::Question => title(&side.definition, &value, lang),
        Field::Names => {
            let titles: Vec<String> = value.lines().map(|name| title(&side.definition, name, lang)).collect();
            titles.join(&i18n::plain(lang, "list-separator"))
        }
        Field::One(_) => value_label(lang, property.name, &value),
        _ => value,
    }
}

/// What a question or page is called; its name where it has no title.
fn title(definition: &Definition, name: &str, lang: Lang) -> String {
    let question = definition.question(name).map(|question| &question.title);
    let title = question.or_else(|| definition.page(name).map(|page| &page.title));
    let title = title.map(|title| title.get(lang.code())).filter(|title| !title.is_empty());
    match title {
        Some(title) => i18n::text(lang.code(), "editor-quoted", &[("title", title.to_owned())]),
        None => name.to_owned(),
    }
}
