//! The rules that find mentions, by their ids.

macro_rules! rules {
    ($($name:ident $id:literal)+) => {
        /// The rule that found a mention: what [`Rule::id`] of it, the commands print.
        #[derive(Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Rule {
            $($name,)+
        }

        impl Rule {
            /// `rule` in machine output.
            pub const fn id(self) -> &'static str {
                match self {
                    $(Rule::$name => $id,)+
                }
            }
        }
    };
}

rules! {
    // Figures
    FigureAge "figure-age"
    FigureCount "figure-count"
    FigureFraction "figure-fraction"
    FigureMeasure "figure-measure"
    FigureMoney "figure-money"
    FigureNone "figure-none"
    FigurePercent "figure-percent"
    FigureRange "figure-range"
    FigureRank "figure-rank"
    FigureScore "figure-score"
    FigureVague "figure-vague"
    // Dates, times, durations and sets
    DateAgo "date-ago"
    DateCentury "date-century"
    DateDay "date-day"
    DateDayMonth "date-day-month"
    DateDecade "date-decade"
    DateDeictic "date-deictic"
    DateDots "date-dots"
    DateFiscal "date-fiscal"
    DateHoliday "date-holiday"
    DateIn "date-in"
    DateIso "date-iso"
    DateMonth "date-month"
    DateNth "date-nth"
    DateOffset "date-offset"
    DateQuarter "date-quarter"
    DateRange "date-range"
    DateRelative "date-relative"
    DateSeason "date-season"
    DateSlashes "date-slashes"
    DateWeek "date-week"
    DateWeekOf "date-week-of"
    DateWeekday "date-weekday"
    DateYear "date-year"
    DateYears "date-years"
    DurationAll "duration-all"
    DurationLead "duration-lead"
    DurationNumber "duration-number"
    DurationRange "duration-range"
    DurationVague "duration-vague"
    SetEvery "set-every"
    SetFrequency "set-frequency"
    SetTimes "set-times"
    SetWeekday "set-weekday"
    TimeClock "time-clock"
    TimePart "time-part"
    // Attributed claims
    AccordingTo "according-to"
    Accusation "accusation"
    AddresseeClause "addressee-clause"
    AddresseeInfinitive "addressee-infinitive"
    AddresseeQuotation "addressee-quotation"
    BareClause "bare-clause"
    Clause "clause"
    Gerund "gerund"
    Infinitive "infinitive"
    Inserted "inserted"
    Object "object"
    Predication "predication"
    QuotationAccording "quotation-according"
    QuotationAfter "quotation-after"
    QuotationAlone "quotation-alone"
    QuotationBefore "quotation-before"
    QuotationBelow "quotation-below"
    QuotationDash "quotation-dash"
    QuotationGoesOn "quotation-goes-on"
    ReportAdverb "report-adverb"
    ReportingNoun "reporting-noun"
    Responsibility "responsibility"
    ThatClause "that-clause"
    Trailing "trailing"
    WhClause "wh-clause"
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.id())
    }
}
