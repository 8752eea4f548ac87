//! Which of the articles on a page it is about. Teasers of others stand in elements of the same name.

use super::markup::attribute;

/// What classes of elements call the articles in them that are others.
const OTHERS: &[&str] = &["related", "teaser", "recommend", "mostread", "trending", "promo"];

/// How classes begin that tell a subject, or what an element has besides: «category-trending», «has-related».
const SUBJECTS: &[&str] = &["category", "tag", "has", "with", "no"];

/// The article elements of a page.
#[derive(Default)]
pub struct Articles<'t> {
    /// Those that are open, by number; `None` for another element that holds the text.
    open: Vec<Option<usize>>,
    /// By number, whether it is called another article. Those inside an article are entries of it and have its number.
    others: Vec<bool>,
    /// The open element that lists others, by the depth of its own name.
    list: Option<(&'t str, u32)>,
}

impl<'t> Articles<'t> {
    pub fn open(&mut self, name: &str, attributes: &str) {
        let is_article = name.eq_ignore_ascii_case("article");
        let other = is_article && (self.list.is_some() || names_others(attributes));
        let number = match self.current() {
            Some(outer) if !other => Some(outer),
            outer if !is_article => outer,
            _ => {
                self.others.push(other);
                Some(self.others.len() - 1)
            }
        };
        self.open.push(number);
    }

    pub fn close(&mut self) {
        self.open.pop();
    }

    /// Another element opens that may list articles.
    pub fn enter(&mut self, name: &'t str, attributes: &str) {
        match &mut self.list {
            Some((list, depth)) => *depth += u32::from(list.eq_ignore_ascii_case(name)),
            None => self.list = names_others(attributes).then_some((name, 1)),
        }
    }

    pub fn leave(&mut self, name: &str) {
        if let Some((list, depth)) = &mut self.list {
            *depth -= u32::from(list.eq_ignore_ascii_case(name));
        }
        self.list = self.list.filter(|l| l.1 > 0);
    }

    /// Whether what comes stands in an element that holds the text.
    pub fn is_inside(&self) -> bool {
        !self.open.is_empty()
    }

    /// The number of the article that what comes stands in.
    pub fn current(&self) -> Option<usize> {
        self.open.last().copied().flatten()
    }

    /// The articles that are others than the page's, by what stands in them: the article of each block, its length and
    /// whether it is a headline.
    pub fn others(mut self, blocks: impl Iterator<Item = (Option<usize>, u32, bool)>) -> Vec<bool> {
        let mut lengths = vec![0; self.others.len()];
        let mut titled = vec![false; self.others.len()];
        for (article, length, title) in blocks {
            if let Some(n) = article {
                lengths[n] += length;
                titled[n] |= title;
            }
        }
        self.others.iter_mut().zip(&titled).for_each(|(other, titled)| *other &= !titled);
        let left = || (0..lengths.len()).filter(|&n| !self.others[n]);
        let all: u32 = left().map(|n| lengths[n]).sum();
        // The entries of a live blog may stand beside one another, none longer than all others.
        let main = match left().find(|&n| titled[n]) {
            Some(first) => Some(first).filter(|&n| lengths[n] > all / 2 || left().any(|k| k > n && titled[k])),
            None => left().find(|&n| lengths[n] > all / 4 * 3),
        };
        if let Some(main) = main {
            self.others.iter_mut().enumerate().for_each(|(n, other)| *other = n != main);
        }
        self.others
    }
}

fn names_others(attributes: &str) -> bool {
    let word = |w: &str| OTHERS.iter().any(|o| w.starts_with(o));
    let names = |class: &str| {
        let subject = class.split(['-', '_']).next().is_some_and(|first| SUBJECTS.contains(&first));
        !subject && (class.split(['-', '_']).any(word) || class.contains("most-read") || class.contains("most_read"))
    };
    attribute(attributes, "class").is_some_and(|c| c.to_ascii_lowercase().split_whitespace().any(names))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_that_name_others() {
        for class in ["teaser", "c-teaser__item wide", "relatedArticles", "box most-read", "block--recommended"] {
            assert!(names_others(&format!(" class=\"{class}\"")), "{class}");
        }
        for class in ["post has-related", "category-trending", "interrelated", "no-teaser", "read", ""] {
            assert!(!names_others(&format!(" class=\"{class}\"")), "{class}");
        }
    }
}
