use super::*;
use crate::fact::words;

fn compare(a: &str, b: &str) -> Compared {
    let (x, y) = (words(a, 400), words(b, 400));
    relate(&x, &y)
}

fn changes(a: &str, b: &str) -> Vec<(String, String, Weight)> {
    let (x, y) = (words(a, 400), words(b, 400));
    let of = |words: &[Word], r: &Range<usize>, text: &str| match &words[r.clone()] {
        [] => String::new(),
        [first, .., last] => first.span.hull(last.span).of(text).to_owned(),
        [one] => one.span.of(text).to_owned(),
    };
    match relate(&x, &y).relation {
        Relation::Altered(c) => c.iter().map(|c| (of(&x, &c.here, a), of(&y, &c.there, b), c.weight)).collect(),
        other => panic!("{other:?}: {a} / {b}"),
    }
}

fn change(a: &str, b: &str, here: &str, there: &str, weight: Weight) {
    assert_eq!(changes(a, b), [(here.to_owned(), there.to_owned(), weight)], "{a} / {b}");
}

#[test]
fn notation_is_no_difference() {
    for (a, b) in [
        ("The harbour is closed,", "the harbor is closed."),
        ("We are, um, gonna rebuild", "We are going to rebuild"),
        ("She said ‘run’ and we ran", "She said 'run', and we ran"),
        ("Twelve boats are gone", "12 boats are gone"),
        ("They [the council] knew for years", "They knew for years"),
    ] {
        assert_eq!(compare(a, b).relation, Relation::Same, "{a} / {b}");
    }
}

#[test]
fn a_part_of_the_whole_is_a_cut() {
    for (a, b) in [
        ("The river came over the wall and took the mill", "took the mill"),
        ("The river came over the wall and took the mill", "The river came over the wall,"),
        ("The river came over the wall … and took the mill", "The river came over the wall at night and took the mill"),
        ("We lost the mill. We lost the bridge.", "We lost the bridge. We will rebuild."),
        ("We lost the mill. The bank laughed. We lost the bridge.", "We lost the mill. We lost the bridge."),
    ] {
        assert_eq!(compare(a, b).relation, Relation::Cut, "{a} / {b}");
        assert_eq!(compare(b, a).relation, Relation::Cut, "{b} / {a}");
    }
}

#[test]
fn a_changed_word_is_found_where_it_stands() {
    use Weight::*;
    change("A door was prepared for them", "A door was opened for them.", "prepared", "opened", Wording);
    change("The wall has held all night", "The wall had held all night", "has", "had", Light);
    change("The wall held all night", "The old wall held all night", "", "old", Wording);
    change("Sales have just come back strongly", "Sales have not come back strongly", "just", "not", Grave);
    change("Sales have not just come back", "Sales have not come back", "just", "", Grave);
    change("We pulled 14 men from the water", "We pulled 15 men from the water", "14", "15", Grave);
    change("The dam will hold this winter", "The dam won't hold this winter", "will", "won't", Grave);
}

#[test]
fn two_ends_that_differ_are_a_change() {
    change(
        "The town has spoken, and I have listened",
        "The town has spoken, and the word was go.",
        "I have listened",
        "the word was go",
        Weight::Wording,
    );
}

#[test]
fn what_shares_a_few_words_is_weak() {
    let c = compare("I am proud of what this team has done tonight", "I am tired of the rain in this town");
    assert!(c.ratio < 0.6, "{c:?}");
    assert_eq!(compare("apples", "oranges").relation, Relation::Unrelated);
}

#[test]
fn long_quotations_are_capped() {
    let long = "one two three four five six seven eight ".repeat(500);
    let words = words(&long, crate::fact::LONGEST_QUOTATION);
    assert_eq!(relate(&words, &words).relation, Relation::Same);
}

#[test]
fn contractions_are_told_from_other_words() {
    let quotation = |t: &str| Quotation::stored(t, None, crate::annotate::Mode::Direct);
    let all_contracted = |a: &str, b: &str| match compare(a, b).relation {
        Relation::Altered(c) => c.iter().all(|c| contracted(&quotation(a), &quotation(b), c)),
        other => panic!("{other:?}: {a} / {b}"),
    };
    for (a, b) in [
        ("He is the best I have seen in years", "He’s the best I've seen in years"),
        ("We do not know where the boats are", "We don’t know where the boats are"),
        ("They will not close the old harbour", "They won't close the old harbour"),
        ("They cannot close the old harbour", "They can not close the old harbour"),
    ] {
        assert!(all_contracted(a, b) && all_contracted(b, a), "{a} / {b}");
    }
    for (a, b) in [
        ("He is the best I have seen in years", "He was the best I've seen in years"),
        ("We do not know where the boats are", "We did not know where the boats are"),
        ("They would not close the old harbour", "They won't close the old harbour"),
    ] {
        assert!(!all_contracted(a, b), "{a} / {b}");
    }
}
