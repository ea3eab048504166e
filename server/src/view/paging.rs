//! Long lists page by page, and how much of several lists one page has room for.

use std::num::IntErrorKind;

use serde::{Deserialize, Deserializer, Serialize};

/// The page of a list that somebody asks for. Where an address asks for more than that, it is a flattened field of it.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub struct PageQuery {
    /// From 1; the first one when none is given.
    #[serde(default, deserialize_with = "number")]
    page: Option<usize>,
}

fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<usize>, D::Error> {
    Ok(PageQuery::typed(&String::deserialize(deserializer)?).page)
}

impl PageQuery {
    /// What a form sends, or somebody wrote into an address by hand: what is no number asks for no page, and a number that is
    /// too large for this machine for the last one.
    pub fn typed(text: &str) -> PageQuery {
        let page = match text.parse::<usize>() {
            Err(error) if *error.kind() == IntErrorKind::PosOverflow => Some(usize::MAX),
            number => number.ok(),
        };
        PageQuery { page }
    }

    /// The number of the page, from 1; of the first one when none is asked for.
    pub fn number(self) -> usize {
        self.page.unwrap_or(1)
    }
}

/// Which part of a list is shown, for the component `pagination`.
#[derive(Clone, Debug, Serialize)]
pub struct Paging {
    /// Address up to the number of the page.
    base: String,
    /// From 1.
    current: usize,
    /// Of pages; at least 1.
    total: usize,
    #[serde(skip)]
    size: usize,
}

impl Paging {
    /// The page that is asked for of a list of `n`, of which `size` stand on a page; the last one for a number that is too large.
    pub fn new(base: String, wanted: PageQuery, n: usize, size: usize) -> Paging {
        let total = n.div_ceil(size.max(1)).max(1);
        Paging { base, current: wanted.number().clamp(1, total), total, size }
    }

    /// The number of the page that is shown, from 1.
    pub fn current(&self) -> usize {
        self.current
    }

    /// How many there are of them.
    pub fn total(&self) -> usize {
        self.total
    }

    /// How many stand on the pages before the one that is shown.
    pub fn before(&self) -> usize {
        (self.current - 1) * self.size
    }

    /// What stands on the page.
    pub fn shown<T>(&self, all: impl IntoIterator<Item = T>) -> impl Iterator<Item = T> {
        all.into_iter().skip(self.before()).take(self.size)
    }
}

/// How many of each of several lists are shown on a page that has room for `room` things in all: the same number of each, at
/// most `most`, and never none.
pub fn most_of_each(lengths: &[usize], room: usize, most: usize) -> usize {
    let needed = |each: usize| lengths.iter().map(|length| (*length).min(each)).sum::<usize>();
    (1..=most).rev().find(|each| needed(*each) <= room).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use actix_web::web::Query;

    use super::*;

    fn shown(n: usize, page: Option<usize>) -> Vec<usize> {
        let paging = Paging::new(String::new(), PageQuery { page }, n, 10);
        paging.shown(0..n).collect()
    }

    #[test]
    fn pages_follow_one_another_without_loss() {
        let all: Vec<usize> = (1..=3).flat_map(|page| shown(25, Some(page))).collect();
        assert_eq!(all, (0..25).collect::<Vec<usize>>());
        assert_eq!(shown(25, None), shown(25, Some(1)));
        assert_eq!(shown(20, Some(9)), shown(20, Some(2)), "the last one");
        assert_eq!(shown(5, Some(0)).len(), 5);
        assert!(shown(0, None).is_empty());
    }

    #[test]
    fn an_address_without_a_number_of_a_page_leads_to_the_first_one() {
        let number = |query: &str| Query::<PageQuery>::from_query(query).unwrap().number();
        assert_eq!(number("name=a&page=3"), 3);
        for query in ["", "page=", "page=abc", "page=-1", "page=1.5"] {
            assert_eq!(number(query), 1, "{query}");
        }
    }

    #[test]
    fn a_number_that_is_too_large_leads_to_the_last_page_however_long_it_is() {
        for page in ["4", "999", "99999999999999999999999"] {
            let paging = Paging::new(String::new(), PageQuery::typed(page), 25, 10);
            assert_eq!((paging.current(), paging.before()), (3, 20), "{page}");
        }
    }

    #[test]
    fn the_page_can_be_one_part_of_what_an_address_asks_for() {
        #[derive(Deserialize)]
        struct Asked {
            survey: i64,
            #[serde(flatten)]
            page: PageQuery,
        }
        for (query, number) in [("survey=7&page=3", 3), ("survey=7&other=x", 1), ("page=x&survey=7", 1)] {
            let asked = Query::<Asked>::from_query(query).unwrap();
            assert_eq!((asked.survey, asked.page.number()), (7, number), "{query}");
        }
    }

    #[test]
    fn short_lists_leave_their_room_to_long_ones() {
        assert_eq!(most_of_each(&[3, 12], 60, 30), 30, "everything has room");
        assert_eq!(most_of_each(&[100, 2, 3], 25, 30), 20);
        assert_eq!(most_of_each(&[100, 100], 25, 30), 12);
        assert_eq!(most_of_each(&[1; 50], 25, 30), 1, "each list shows something");
        assert_eq!(most_of_each(&[], 25, 30), 30);
    }
}
