/// A place that a clause puts an event or a person in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    pub name: Box<str>,
    /// A hash of its name as other articles write it too.
    pub key: u32,
    pub kind: PlaceKind,
    /// The larger place named right after it («Mill Lane, Petherby»; «Khimki, near Moscow») by such a hash.
    pub within: Option<u32>,
}

/// What sort of place a name is; only two of a sort can exclude each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PlaceKind {
    /// A city that the tables know, or what the text calls a town or village.
    Town,
    Street,
    /// A district, a county, a country.
    Area,
    Unknown,
}

impl Place {
    /// Whether the two can be one place, or one is said to lie in the other.
    pub fn meets(&self, other: &Place) -> bool {
        self.key == other.key || self.within == Some(other.key) || other.within == Some(self.key)
    }

    /// Whether the two exclude each other: two towns, two streets or places of one town, one street's name in two towns.
    pub fn excludes(&self, other: &Place) -> bool {
        let sorts = self.kind == other.kind && self.kind != PlaceKind::Area;
        let same = self.key == other.key;
        let towns = self.kind == PlaceKind::Town && other.kind == PlaceKind::Town;
        let told = match (self.within, other.within) {
            (Some(a), Some(b)) => same != (a == b) && self.key != b && other.key != a,
            _ => towns && !same,
        };
        sorts && told && (same || !self.meets(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(key: u32, kind: PlaceKind, within: Option<u32>) -> Place {
        Place { name: "X".into(), key, kind, within }
    }

    #[test]
    fn a_street_and_its_town_meet_and_two_streets_of_it_do_not() {
        let (lane, road) = (place(1, PlaceKind::Street, Some(9)), place(2, PlaceKind::Street, Some(9)));
        let town = place(9, PlaceKind::Town, None);
        assert!(lane.meets(&town) && !lane.excludes(&town));
        assert!(lane.excludes(&road));
        assert!(lane.excludes(&place(1, PlaceKind::Street, Some(8))));
        assert!(!lane.excludes(&lane.clone()));
    }

    #[test]
    fn what_may_lie_in_each_other_does_not_exclude() {
        let (town, other) = (place(1, PlaceKind::Town, None), place(2, PlaceKind::Unknown, None));
        assert!(!town.excludes(&other));
        assert!(town.excludes(&place(3, PlaceKind::Town, None)));
        assert!(!place(4, PlaceKind::Area, Some(9)).excludes(&place(5, PlaceKind::Area, Some(9))));
    }
}
