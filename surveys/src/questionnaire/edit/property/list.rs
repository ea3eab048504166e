//! What can be set on which part, a line a property, in the order of the forms. A new property is one line here and its
//! words (`property-<name>` in the locales).

use super::{Field, Property, QUESTIONS};
use crate::questionnaire::edit::choices::Shape;
use crate::questionnaire::edit::member::{TRIGGERS, VALIDATORS};
use crate::questionnaire::question::ROLES;

/// Types with choices.
const SELECT: &[&str] =
    &["radiogroup", "checkbox", "dropdown", "tagbox", "ranking", "buttongroup", "imagepicker", "kt-seat"];
pub(super) const ONE_OR_MORE: &[&str] = &["radiogroup", "checkbox", "dropdown", "tagbox"];
pub(super) const MANY: &[&str] = &["checkbox", "tagbox"];
/// Types that can have a text beside the answer.
const COMMENTED: &[&str] = &["radiogroup", "checkbox", "dropdown", "tagbox", "rating", "boolean", "matrix"];
const PICTURES: &[&str] = &["imagepicker", "image"];
/// Things with an answer inside a question.
const INNER: &[&str] = &["matrixdropdowncolumn", "multipletextitem"];
const INPUT_TYPES: &[&str] =
    &["text", "number", "date", "email", "tel", "url", "time", "month", "datetime-local"];
/// What the cells of a table can be.
const CELL_TYPES: &[&str] =
    &["dropdown", "radiogroup", "checkbox", "text", "comment", "boolean", "rating", "expression"];

const fn basic(name: &'static str, field: Field, types: &'static [&'static str]) -> Property {
    Property { name, field, types, is_basic: true }
}

const fn more(name: &'static str, field: Field, types: &'static [&'static str]) -> Property {
    Property { name, field, types, is_basic: false }
}

/// The list.
pub const PROPERTIES: &[Property] = &[
    // What people read.
    basic("title", Field::Line, &["survey", "page", "panel", "matrixdropdowncolumn", "multipletextitem"]),
    basic("title", Field::Text, &[QUESTIONS]),
    basic("name", Field::Name, &["calculatedvalue"]),
    basic("html", Field::Markup, &["html"]),
    basic("description", Field::Text, &["survey", "page", "panel", QUESTIONS]),
    basic("completedHtml", Field::Markup, &["survey"]),
    // Choices and tables.
    basic("cellType", Field::One(CELL_TYPES), &["matrixdropdowncolumn"]),
    basic("isRequired", Field::Flag, &[QUESTIONS, "matrixdropdowncolumn", "multipletextitem"]),
    basic("choices", Field::Lines(Shape::Choice), SELECT),
    basic("choices", Field::Lines(Shape::Choice), &["matrixdropdowncolumn"]),
    basic("text", Field::Line, &["choiceitem"]),
    basic("imageLink", Field::Plain, &["choiceitem"]),
    basic("showOtherItem", Field::Flag, ONE_OR_MORE),
    basic("otherText", Field::Line, ONE_OR_MORE),
    basic("maxSelectedChoices", Field::Count, MANY),
    basic("multiSelect", Field::Flag, &["imagepicker"]),
    basic("showLabel", Field::Flag, &["imagepicker"]),
    more("showNoneItem", Field::Flag, ONE_OR_MORE),
    more("noneText", Field::Line, ONE_OR_MORE),
    more("showRefuseItem", Field::Flag, ONE_OR_MORE),
    more("refuseText", Field::Line, ONE_OR_MORE),
    more("showDontKnowItem", Field::Flag, ONE_OR_MORE),
    more("dontKnowText", Field::Line, ONE_OR_MORE),
    more("otherErrorText", Field::Line, ONE_OR_MORE),
    more("choicesOrder", Field::One(&["none", "asc", "desc", "random"]), SELECT),
    more("colCount", Field::Count, &["radiogroup", "checkbox", "imagepicker"]),
    more("minSelectedChoices", Field::Count, MANY),
    more("choicesFromQuestion", Field::Question, ONE_OR_MORE),
    more("choiceValuesFromQuestion", Field::Plain, ONE_OR_MORE),
    more("choiceTextsFromQuestion", Field::Plain, ONE_OR_MORE),
    more("choicesFromQuestionMode", Field::One(&["all", "selected", "unselected"]), ONE_OR_MORE),
    more("choicesVisibleIf", Field::Formula, ONE_OR_MORE),
    // What is written.
    basic("inputType", Field::One(INPUT_TYPES), &["text", "matrixdropdowncolumn", "multipletextitem"]),
    basic("min", Field::Word, &["text", "slider", "multipletextitem"]),
    basic("max", Field::Word, &["text", "slider", "multipletextitem"]),
    basic("step", Field::Number, &["slider"]),
    basic("sliderType", Field::One(&["single", "range"]), &["slider"]),
    more("step", Field::Number, &["text"]),
    more("min", Field::Word, &["matrixdropdowncolumn"]),
    more("max", Field::Word, &["matrixdropdowncolumn"]),
    more("minValueExpression", Field::Formula, &["text", "slider"]),
    more("maxValueExpression", Field::Formula, &["text", "slider"]),
    more("maskType", Field::One(&["pattern", "numeric", "currency", "datetime"]), &["text"]),
    more("maskSettings", Field::Mask, &["text"]),
    basic("acceptedTypes", Field::Plain, &["file"]),
    basic("maxSize", Field::Count, &["file"]),
    basic("allowMultiple", Field::Flag, &["file"]),
    // Scales, yes and no, pictures.
    basic("rateMin", Field::Count, &["rating"]),
    basic("rateMax", Field::Count, &["rating"]),
    basic("minRateDescription", Field::Line, &["rating"]),
    basic("maxRateDescription", Field::Line, &["rating"]),
    more("rateStep", Field::Count, &["rating"]),
    more("rateValues", Field::Lines(Shape::Choice), &["rating"]),
    more("rateType", Field::One(&["labels", "stars"]), &["rating"]),
    basic("labelTrue", Field::Line, &["boolean"]),
    basic("labelFalse", Field::Line, &["boolean"]),
    more("valueTrue", Field::Word, &["boolean"]),
    more("valueFalse", Field::Word, &["boolean"]),
    more("displayMode", Field::One(&["radio", "checkbox"]), &["boolean"]),
    basic("imageLink", Field::Plain, &["image"]),
    basic("altText", Field::Line, &["image"]),
    more("imageWidth", Field::Word, PICTURES),
    more("imageHeight", Field::Word, PICTURES),
    // Tables and lists.
    basic("rows", Field::Lines(Shape::Choice), &["matrix", "matrixdropdown"]),
    basic("columns", Field::Lines(Shape::Choice), &["matrix"]),
    basic("columns", Field::Lines(Shape::Named), &["matrixdropdown", "matrixdynamic"]),
    basic("choices", Field::Lines(Shape::Choice), &["matrixdropdown", "matrixdynamic"]),
    basic("eachRowRequired", Field::Flag, &["matrix"]),
    more("cellType", Field::One(&["radio", "checkbox"]), &["matrix"]),
    more("cellType", Field::One(CELL_TYPES), &["matrixdropdown", "matrixdynamic"]),
    more("eachRowUnique", Field::Flag, &["matrix"]),
    more("displayMode", Field::One(&["table", "list"]), &["matrix"]),
    more("rowsVisibleIf", Field::Formula, &["matrix"]),
    more("columnsVisibleIf", Field::Formula, &["matrix"]),
    basic("items", Field::Lines(Shape::Named), &["multipletext"]),
    basic("maxLength", Field::Count, &["text", "comment", "matrixdropdowncolumn", "multipletextitem"]),
    more("totalType", Field::One(&["sum", "count", "min", "max", "avg"]), &["matrixdropdowncolumn"]),
    basic("templateTitle", Field::Line, &["paneldynamic"]),
    basic("panelCount", Field::Count, &["paneldynamic"]),
    basic("minPanelCount", Field::Count, &["paneldynamic"]),
    basic("maxPanelCount", Field::Count, &["paneldynamic"]),
    basic("rowCount", Field::Count, &["matrixdynamic"]),
    basic("minRowCount", Field::Count, &["matrixdynamic"]),
    basic("maxRowCount", Field::Count, &["matrixdynamic"]),
    more("addPanelText", Field::Line, &["paneldynamic"]),
    more("removePanelText", Field::Line, &["paneldynamic"]),
    more("addRowText", Field::Line, &["matrixdynamic"]),
    more("removeRowText", Field::Line, &["matrixdynamic"]),
    more("allowAddPanel", Field::Not, &["paneldynamic"]),
    more("allowRemovePanel", Field::Not, &["paneldynamic"]),
    more("allowAddRows", Field::Not, &["matrixdynamic"]),
    more("allowRemoveRows", Field::Not, &["matrixdynamic"]),
    more("keyName", Field::Plain, &["paneldynamic", "matrixdropdown", "matrixdynamic"]),
    more("keyDuplicationError", Field::Line, &["paneldynamic", "matrixdropdown", "matrixdynamic"]),
    more("kt:capacity", Field::Count, &["choiceitem"]),
    // Rules for an answer.
    basic("minValue", Field::Number, &["numericvalidator"]),
    basic("maxValue", Field::Number, &["numericvalidator"]),
    basic("minLength", Field::Count, &["textvalidator"]),
    basic("maxLength", Field::Count, &["textvalidator"]),
    basic("minCount", Field::Count, &["answercountvalidator"]),
    basic("maxCount", Field::Count, &["answercountvalidator"]),
    basic("regex", Field::Plain, &["regexvalidator"]),
    basic("expression", Field::Condition, &["expressionvalidator"]),
    basic("text", Field::Line, VALIDATORS),
    basic("notificationType", Field::One(&["error", "warning", "info"]), VALIDATORS),
    more("allowDigits", Field::Not, &["textvalidator"]),
    more("caseInsensitive", Field::Flag, &["regexvalidator"]),
    // What happens by itself.
    basic("expression", Field::Condition, TRIGGERS),
    basic("setToName", Field::Question, &["setvaluetrigger"]),
    basic("setValue", Field::Word, &["setvaluetrigger"]),
    basic("fromName", Field::Question, &["copyvaluetrigger"]),
    basic("setToName", Field::Question, &["copyvaluetrigger"]),
    basic("gotoName", Field::Question, &["skiptrigger"]),
    basic("runExpression", Field::Formula, &["runexpressiontrigger"]),
    basic("setToName", Field::Question, &["runexpressiontrigger"]),
    basic("pages", Field::Names, &["visibletrigger"]),
    basic("questions", Field::Names, &["visibletrigger"]),
    more("isVariable", Field::Flag, &["setvaluetrigger"]),
    basic("expression", Field::Formula, &["expression", "calculatedvalue"]),
    more("includeIntoResult", Field::Flag, &["calculatedvalue"]),
    basic("expression", Field::Condition, &["htmlconditionitem"]),
    basic("html", Field::Markup, &["htmlconditionitem"]),
    // Conditions.
    basic("visibleIf", Field::Condition, &["page", "panel", "html", "image", "choiceitem", QUESTIONS]),
    basic("visibleIf", Field::Condition, INNER),
    more("requiredIf", Field::Condition, &[QUESTIONS, "matrixdropdowncolumn", "multipletextitem"]),
    more("requiredErrorText", Field::Line, &[QUESTIONS, "matrixdropdowncolumn", "multipletextitem"]),
    more("enableIf", Field::Condition, &["panel", "choiceitem", QUESTIONS]),
    more("readOnly", Field::Flag, &[QUESTIONS]),
    more("defaultValue", Field::Word, &["text", "comment", "radiogroup", "dropdown", "rating"]),
    more("defaultValueExpression", Field::Formula, &[QUESTIONS]),
    more("setValueIf", Field::Condition, &[QUESTIONS]),
    more("setValueExpression", Field::Formula, &[QUESTIONS]),
    more("resetValueIf", Field::Condition, &[QUESTIONS]),
    more("showCommentArea", Field::Flag, COMMENTED),
    more("commentText", Field::Line, COMMENTED),
    more("rows", Field::Count, &["comment"]),
    more("placeholder", Field::Line, &["text", "comment", "multipletextitem"]),
    // How it stands on the page.
    more("startWithNewLine", Field::Not, &["panel", "html", "image", QUESTIONS]),
    more("state", Field::One(&["expanded", "collapsed"]), &["page", "panel"]),
    // The whole questionnaire.
    more("questionsOnPageMode", Field::One(&["standard", "singlePage", "questionPerPage"]), &["survey"]),
    more("showQuestionNumbers", Field::One(&["on", "onPage", "off"]), &["survey"]),
    more("requiredMark", Field::Line, &["survey"]),
    more("maxTextLength", Field::Count, &["survey"]),
    more("navigateToUrl", Field::Plain, &["survey"]),
    // For data and analysis.
    more("type", Field::Type, &["radiogroup", "dropdown", "checkbox", "tagbox", "text", "comment"]),
    more("name", Field::Name, &["page", "panel", "html", "image", QUESTIONS]),
    more("name", Field::Name, INNER),
    more("kt:number", Field::Word, &[QUESTIONS]),
    more("kt:role", Field::One(ROLES), &[QUESTIONS]),
    more("kt:identifier", Field::Flag, &["text", "comment", "kt-personname"]),
];
