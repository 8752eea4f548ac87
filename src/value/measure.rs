//! Units of measure with their dimension and exact factor to the base unit of it.

use rust_decimal::Decimal;

use super::Dimension::{self, *};

/// A row of [`MEASURES`]: `base = (value + offset) × factor ÷ divisor`.
#[derive(Debug)]
pub struct Measure {
    /// UCUM-like: `km`, `m2`, `Cel`.
    pub symbol: &'static str,
    pub dimension: Dimension,
    factor: Decimal,
    divisor: u32,
    offset: Decimal,
}

impl Measure {
    pub fn to_base(&self, value: Decimal) -> Option<Decimal> {
        self.difference(value.checked_add(self.offset)?)
    }

    pub fn difference(&self, value: Decimal) -> Option<Decimal> {
        value.checked_mul(self.factor)?.checked_div(Decimal::from(self.divisor))
    }
}

/// The row of a symbol.
pub fn of(symbol: &str) -> Option<&'static Measure> {
    MEASURES.iter().find(|m| m.symbol == symbol)
}

const fn dec(mantissa: u64, scale: u32) -> Decimal {
    Decimal::from_parts(mantissa as u32, (mantissa >> 32) as u32, 0, false, scale)
}

/// A unit of `mantissa × 10^-scale` base units.
const fn unit(symbol: &'static str, dimension: Dimension, mantissa: u64, scale: u32) -> Measure {
    Measure { symbol, dimension, factor: dec(mantissa, scale), divisor: 1, offset: Decimal::ZERO }
}

const fn divided(symbol: &'static str, dimension: Dimension, mantissa: u64, scale: u32, divisor: u32) -> Measure {
    Measure { symbol, dimension, factor: dec(mantissa, scale), divisor, offset: Decimal::ZERO }
}

const fn shifted(
    symbol: &'static str,
    dimension: Dimension,
    factor: Decimal,
    divisor: u32,
    offset: Decimal,
) -> Measure {
    Measure { symbol, dimension, factor, divisor, offset }
}

/// Every unit of measure. Factors are the definitions: the international yard and pound, US customary volumes,
/// the imperial gallon where it is named, the BIPM's SI prefixes, IEC 80000 for binary bytes.
pub const MEASURES: &[Measure] = &[
    unit("nm", Length, 1, 9),
    unit("um", Length, 1, 6),
    unit("mm", Length, 1, 3),
    unit("cm", Length, 1, 2),
    unit("dm", Length, 1, 1),
    unit("m", Length, 1, 0),
    unit("km", Length, 1000, 0),
    unit("in", Length, 254, 4),
    unit("ft", Length, 3048, 4),
    unit("yd", Length, 9144, 4),
    unit("mi", Length, 1_609_344, 3),
    unit("nmi", Length, 1852, 0),
    unit("fathom", Length, 18288, 4),
    unit("furlong", Length, 201_168, 3),
    unit("ly", Length, 9_460_730_472_580_800, 0),
    unit("au", Length, 149_597_870_700, 0),
    unit("mm2", Area, 1, 6),
    unit("cm2", Area, 1, 4),
    unit("m2", Area, 1, 0),
    unit("km2", Area, 1_000_000, 0),
    unit("ha", Area, 10_000, 0),
    unit("acre", Area, 40_468_564_224, 7),
    unit("in2", Area, 64516, 8),
    unit("ft2", Area, 9_290_304, 8),
    unit("yd2", Area, 83_612_736, 8),
    unit("mi2", Area, 2_589_988_110_336, 6),
    unit("mL", Volume, 1, 3),
    unit("cL", Volume, 1, 2),
    unit("dL", Volume, 1, 1),
    unit("L", Volume, 1, 0),
    unit("hL", Volume, 100, 0),
    unit("ML", Volume, 1_000_000, 0),
    unit("cm3", Volume, 1, 3),
    unit("m3", Volume, 1000, 0),
    unit("km3", Volume, 1_000_000_000_000, 0),
    unit("ft3", Volume, 28_316_846_592, 9),
    unit("in3", Volume, 16_387_064, 9),
    unit("yd3", Volume, 764_554_857_984, 9),
    unit("gal", Volume, 3_785_411_784, 9),
    unit("gal_br", Volume, 454_609, 5),
    unit("qt", Volume, 946_352_946, 9),
    unit("pt", Volume, 473_176_473, 9),
    unit("cup", Volume, 2_365_882_365, 10),
    unit("tbsp", Volume, 1_478_676_478_125, 14),
    unit("tsp", Volume, 492_892_159_375, 14),
    unit("floz", Volume, 295_735_295_625, 13),
    unit("bbl", Volume, 158_987_294_928, 9),
    unit("bushel", Volume, 3_523_907_016_688, 11),
    unit("acre-ft", Volume, 123_348_183_754_752, 8),
    unit("ug", Mass, 1, 9),
    unit("mg", Mass, 1, 6),
    unit("g", Mass, 1, 3),
    unit("kg", Mass, 1, 0),
    unit("t", Mass, 1000, 0),
    unit("kt", Mass, 1_000_000, 0),
    unit("Mt", Mass, 1_000_000_000, 0),
    unit("Gt", Mass, 1_000_000_000_000, 0),
    unit("oz", Mass, 28_349_523_125, 12),
    unit("lb", Mass, 45_359_237, 8),
    unit("st", Mass, 635_029_318, 8),
    unit("ton_us", Mass, 90_718_474, 5),
    unit("ton_br", Mass, 10_160_469_088, 7),
    unit("oz_tr", Mass, 311_034_768, 10),
    unit("ct", Mass, 2, 4),
    unit("dr", Mass, 17_718_451_953_125, 16),
    unit("m/s", Speed, 1, 0),
    unit("km/s", Speed, 1000, 0),
    divided("km/h", Speed, 1000, 0, 3600),
    unit("mph", Speed, 44704, 5),
    divided("kn", Speed, 1852, 0, 3600),
    unit("ft/s", Speed, 3048, 4),
    unit("mach", Speed, 34029, 2),
    unit("K", Temperature, 1, 0),
    shifted("Cel", Temperature, Decimal::ONE, 1, dec(27315, 2)),
    shifted("[degF]", Temperature, dec(5, 0), 9, dec(45967, 2)),
    unit("deg", Degrees, 1, 0),
    unit("J", Energy, 1, 0),
    unit("kJ", Energy, 1000, 0),
    unit("MJ", Energy, 1_000_000, 0),
    unit("GJ", Energy, 1_000_000_000, 0),
    unit("cal", Energy, 4184, 3),
    unit("kcal", Energy, 4184, 0),
    unit("Wh", Energy, 3600, 0),
    unit("kWh", Energy, 3_600_000, 0),
    unit("MWh", Energy, 3_600_000_000, 0),
    unit("GWh", Energy, 3_600_000_000_000, 0),
    unit("TWh", Energy, 3_600_000_000_000_000, 0),
    unit("W", Power, 1, 0),
    unit("kW", Power, 1000, 0),
    unit("MW", Power, 1_000_000, 0),
    unit("GW", Power, 1_000_000_000, 0),
    unit("TW", Power, 1_000_000_000_000, 0),
    unit("hp", Power, 74_569_987_158, 8),
    divided("bit", Data, 1, 0, 8),
    divided("kbit", Data, 1000, 0, 8),
    divided("Mbit", Data, 1_000_000, 0, 8),
    divided("Gbit", Data, 1_000_000_000, 0, 8),
    unit("B", Data, 1, 0),
    unit("kB", Data, 1000, 0),
    unit("MB", Data, 1_000_000, 0),
    unit("GB", Data, 1_000_000_000, 0),
    unit("TB", Data, 1_000_000_000_000, 0),
    unit("PB", Data, 1_000_000_000_000_000, 0),
    unit("KiB", Data, 1024, 0),
    unit("MiB", Data, 1_048_576, 0),
    unit("GiB", Data, 1_073_741_824, 0),
    divided("kbit/s", DataRate, 1000, 0, 8),
    divided("Mbit/s", DataRate, 1_000_000, 0, 8),
    divided("Gbit/s", DataRate, 1_000_000_000, 0, 8),
    unit("Hz", Frequency, 1, 0),
    unit("kHz", Frequency, 1000, 0),
    unit("MHz", Frequency, 1_000_000, 0),
    unit("GHz", Frequency, 1_000_000_000, 0),
    unit("Pa", Pressure, 1, 0),
    unit("hPa", Pressure, 100, 0),
    unit("mbar", Pressure, 100, 0),
    unit("kPa", Pressure, 1000, 0),
    unit("bar", Pressure, 100_000, 0),
    unit("psi", Pressure, 6_894_757_293_168, 9),
    unit("V", Voltage, 1, 0),
    unit("kV", Voltage, 1000, 0),
    unit("A", Current, 1, 0),
    unit("mSv", Radiation, 1, 3),
    unit("uSv", Radiation, 1, 6),
    unit("Sv", Radiation, 1, 0),
    unit("dB", Loudness, 1, 0),
    unit("magnitude", Magnitude, 1, 0),
    unit("point", IndexPoints, 1, 0),
    unit("bp", Points, 1, 2),
    divided("month-old", Age, 1, 0, 12),
    divided("week-old", Age, 70_000, 0, 3_652_425),
    divided("day-old", Age, 10_000, 0, 3_652_425),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Unit;

    fn base(value: &str, symbol: &'static str) -> Decimal {
        Unit::Measure(symbol).to_base(value.parse().unwrap()).unwrap().normalize()
    }

    #[test]
    fn factors_are_exact() {
        assert_eq!(base("54", "[degF]").round_dp(4).to_string(), "285.3722");
        assert_eq!(base("12", "Cel").to_string(), "285.15");
        assert_eq!(base("1", "acre").to_string(), "4046.8564224");
        assert_eq!(base("640", "acre"), base("1", "mi2"));
        assert_eq!(base("12", "in"), base("1", "ft"));
        assert_eq!(base("36", "km/h"), base("10", "m/s"));
        assert_eq!(base("128", "floz"), base("1", "gal"));
        assert_eq!(base("2000", "lb"), base("1", "ton_us"));
        assert_eq!(Unit::Measure("[degF]").difference_to_base(Decimal::from(9)), Some(Decimal::from(5)));
    }

    #[test]
    fn symbols_are_unique() {
        for (i, m) in MEASURES.iter().enumerate() {
            assert!(MEASURES[..i].iter().all(|o| o.symbol != m.symbol), "{} twice", m.symbol);
        }
    }
}
