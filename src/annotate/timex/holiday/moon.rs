//! Sun and moon, near enough to tell the day of a feast: the largest terms of Meeus, Astronomical Algorithms, chapters 25
//! and 47 (a hundredth of a degree for the sun, a few hundredths for the moon: some five minutes of a new moon).

use jiff::{ToSpan, civil::Date};

const EPOCH: Date = Date::constant(1970, 1, 1);
/// The Julian date of [`EPOCH`] at midnight in Greenwich.
const EPOCH_JULIAN: f64 = 2_440_587.5;
/// The moon gains so many degrees a day on the sun.
const GAIN: f64 = 12.190_749;
/// The new moon of 6 January 2000, and the mean days from one to the next.
const FIRST_NEW_MOON: f64 = 2_451_550.098;
const LUNATION: f64 = 29.530_588_861;

/// The Julian date of a day's beginning in Greenwich.
pub fn julian(date: Date) -> f64 {
    EPOCH_JULIAN + EPOCH.until(date).map_or(0, |s| s.get_days()) as f64
}

/// The day that a moment falls on, so many hours east of Greenwich.
pub fn day(moment: f64, hours: f64) -> Option<Date> {
    let days = (moment - EPOCH_JULIAN + hours / 24.0).floor();
    (days.abs() < 500_000.0).then(|| EPOCH.checked_add((days as i64).days()).ok())?
}

fn centuries(t: f64) -> f64 {
    (t - 2_451_545.0) / 36_525.0
}

fn sin(degrees: f64) -> f64 {
    degrees.to_radians().sin()
}

/// The sun's longitude in degrees.
pub fn sun(t: f64) -> f64 {
    let c = centuries(t);
    let anomaly = 357.52911 + 35999.05029 * c;
    let centre =
        (1.914602 - 0.004817 * c) * sin(anomaly) + 0.019993 * sin(2.0 * anomaly) + 0.000289 * sin(3.0 * anomaly);
    (280.46646 + 36000.76983 * c + centre - 0.00569).rem_euclid(360.0)
}

/// Millionths of a degree, and the multiples of elongation, sun's anomaly, moon's anomaly and argument of latitude.
const MOON: [(f64, [f64; 4]); 24] = [
    (6_288_774.0, [0.0, 0.0, 1.0, 0.0]),
    (1_274_027.0, [2.0, 0.0, -1.0, 0.0]),
    (658_314.0, [2.0, 0.0, 0.0, 0.0]),
    (213_618.0, [0.0, 0.0, 2.0, 0.0]),
    (-185_116.0, [0.0, 1.0, 0.0, 0.0]),
    (-114_332.0, [0.0, 0.0, 0.0, 2.0]),
    (58_793.0, [2.0, 0.0, -2.0, 0.0]),
    (57_066.0, [2.0, -1.0, -1.0, 0.0]),
    (53_322.0, [2.0, 0.0, 1.0, 0.0]),
    (45_758.0, [2.0, -1.0, 0.0, 0.0]),
    (-40_923.0, [0.0, 1.0, -1.0, 0.0]),
    (-34_720.0, [1.0, 0.0, 0.0, 0.0]),
    (-30_383.0, [0.0, 1.0, 1.0, 0.0]),
    (15_327.0, [2.0, 0.0, 0.0, -2.0]),
    (-12_528.0, [0.0, 0.0, 1.0, 2.0]),
    (10_980.0, [0.0, 0.0, 1.0, -2.0]),
    (10_675.0, [4.0, 0.0, -1.0, 0.0]),
    (10_034.0, [0.0, 0.0, 3.0, 0.0]),
    (8_548.0, [4.0, 0.0, -2.0, 0.0]),
    (-7_888.0, [2.0, 1.0, -1.0, 0.0]),
    (-6_766.0, [2.0, 1.0, 0.0, 0.0]),
    (-5_163.0, [1.0, 0.0, -1.0, 0.0]),
    (4_987.0, [1.0, 1.0, 0.0, 0.0]),
    (4_036.0, [2.0, -1.0, 1.0, 0.0]),
];

/// Elongation, sun's anomaly, moon's anomaly and argument of latitude, in degrees.
fn arguments(c: f64) -> [f64; 4] {
    [
        297.850_192 + 445_267.111_403 * c,
        357.529_109 + 35_999.050_291 * c,
        134.963_396 + 477_198.867_506 * c,
        93.272_095 + 483_202.017_523 * c,
    ]
}

/// The moon's longitude in degrees.
pub fn moon(t: f64) -> f64 {
    let c = centuries(t);
    let arguments = arguments(c);
    let sum: f64 =
        MOON.iter().map(|(size, times)| size * sin(times.iter().zip(arguments).map(|(n, a)| n * a).sum::<f64>())).sum();
    (218.316_448 + 481_267.881_234 * c + sum / 1e6).rem_euclid(360.0)
}

/// The moon's latitude in degrees, by its largest terms.
pub fn latitude(t: f64) -> f64 {
    let [elongation, _, anomaly, node] = arguments(centuries(t));
    5.128_122 * sin(node)
        + 0.280_602 * sin(anomaly + node)
        + 0.277_693 * sin(anomaly - node)
        + 0.173_237 * sin(2.0 * elongation - node)
        + 0.055_413 * sin(2.0 * elongation - anomaly + node)
        + 0.046_271 * sin(2.0 * elongation - anomaly - node)
}

/// How high a body stands over the horizon of a place, in degrees, by its place in the ecliptic (Meeus, chapters 12 and 13).
pub fn height(t: f64, longitude: f64, latitude: f64, north: f64, east: f64) -> f64 {
    let tilt = 23.439_291_f64.to_radians();
    let (l, b) = (longitude.to_radians(), latitude.to_radians());
    let ascension = (l.sin() * tilt.cos() - b.tan() * tilt.sin()).atan2(l.cos());
    let declination = (b.sin() * tilt.cos() + b.cos() * tilt.sin() * l.sin()).asin();
    let sidereal = 280.460_618_37 + 360.985_647_366_29 * (t - 2_451_545.0) + east;
    let hour = sidereal.to_radians() - ascension;
    let n = north.to_radians();
    (n.sin() * declination.sin() + n.cos() * declination.cos() * hour.cos()).asin().to_degrees()
}

/// How far the moon is ahead of the sun, in degrees.
fn elongation(t: f64) -> f64 {
    (moon(t) - sun(t)).rem_euclid(360.0)
}

/// The moment near `t` when the moon is so many degrees ahead of the sun.
pub fn ahead(t: f64, degrees: f64) -> f64 {
    (0..5).fold(t, |t, _| {
        let off = (elongation(t) - degrees + 180.0).rem_euclid(360.0) - 180.0;
        t - off / GAIN
    })
}

/// The number of the lunation nearest to a moment, counted from the new moon of 6 January 2000.
pub fn lunation(t: f64) -> i32 {
    ((t - FIRST_NEW_MOON) / LUNATION).round() as i32
}

/// The moment of a new moon by its number.
pub fn new_moon(number: i32) -> f64 {
    ahead(FIRST_NEW_MOON + LUNATION * number as f64, 0.0)
}
