//! A host's own accent colour, corrected until it can be read (LOOK "Tokens"). Hue and chroma are the host's; the
//! lightness gives way.

/// Text and controls in the accent keep this contrast to every ground they stand on (WCAG 2.2, 1.4.3).
const CONTRAST: f64 = 4.5;

/// Grounds in `style/_tokens.scss`: page, surface, well.
const LIGHT_GROUNDS: [Rgb; 3] = [
    Rgb([0xfb, 0xfa, 0xf8]),
    Rgb([0xff; 3]),
    Rgb([0xf5, 0xf3, 0xf0]),
];
const DARK_GROUNDS: [Rgb; 3] = [
    Rgb([0x10, 0x13, 0x18]),
    Rgb([0x18, 0x1c, 0x22]),
    Rgb([0x0a, 0x0c, 0x11]),
];

/// The stylesheet that replaces the accent by `#rrggbb`; `None` when the text is not a colour of this form. Nothing of
/// the text itself goes into the stylesheet.
///
/// ```
/// # use portico_app::layout::accent_css;
/// assert!(accent_css("#c02a7a").is_some_and(|css| css.contains("--accent:#")));
/// assert_eq!(accent_css("red; } body { display: none"), None);
/// ```
pub fn accent_css(colour: &str) -> Option<String> {
    let wanted = Oklch::of(Rgb::parse(colour)?);
    let (light, dark) = (light(wanted).css(), dark(wanted).css());
    Some(format!(
        ":root{{{light}}}@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}\
         :root[data-theme=dark]{{{dark}}}"
    ))
}

/// The address of [`accent_css`] of a colour; `None` when the text is no colour. The address names the content, so that
/// it can be kept for ever.
///
/// ```
/// # use portico_app::layout::accent_href;
/// assert_eq!(accent_href("#C02A7A").as_deref(), Some("/accent/c02a7a.css"));
/// assert_eq!(accent_href(""), None);
/// ```
pub fn accent_href(colour: &str) -> Option<String> {
    let hex = Rgb::parse(colour)?.hex();
    Some(format!("/accent/{}.css", hex.trim_start_matches('#')))
}

/// An accent as it becomes on one theme's grounds, as `#rrggbb`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccentColours {
    /// Links and filled buttons.
    pub base: String,
    /// Text on a filled button.
    pub on: String,
    /// The ground of what is selected.
    pub soft: String,
}

/// What becomes of a colour on light and on dark grounds; `None` when the text is no colour.
pub fn accent_pair(colour: &str) -> Option<(AccentColours, AccentColours)> {
    let wanted = Oklch::of(Rgb::parse(colour)?);
    let colours = |made: Accent| AccentColours {
        base: made.base.hex(),
        on: made.on.hex(),
        soft: made.soft.hex(),
    };
    Some((colours(light(wanted)), colours(dark(wanted))))
}

/// The four tokens that depend on the accent.
struct Accent {
    base: Rgb,
    hover: Rgb,
    on: Rgb,
    soft: Rgb,
}

impl Accent {
    fn css(&self) -> String {
        let Self {
            base,
            hover,
            on,
            soft,
        } = self;
        format!(
            "--accent:{};--accent-hover:{};--on-accent:{};--accent-soft:{}",
            base.hex(),
            hover.hex(),
            on.hex(),
            soft.hex()
        )
    }
}

/// On light grounds the colour gets darker until it can be read.
fn light(wanted: Oklch) -> Accent {
    let soft = Oklch {
        lightness: 0.955,
        chroma: wanted.chroma.min(0.022),
        ..wanted
    }
    .to_rgb();
    let on = Rgb([0xff; 3]);
    let fits = |colour: Rgb| {
        LIGHT_GROUNDS
            .iter()
            .chain([&soft, &on])
            .all(|ground| colour.contrast(*ground) >= CONTRAST)
    };
    let accent = wanted.shifted_until(-0.01, fits);
    let hover = Oklch {
        lightness: accent.lightness - 0.06,
        ..accent
    }
    .to_rgb();
    Accent {
        base: accent.to_rgb(),
        hover,
        on,
        soft,
    }
}

/// On dark grounds it gets lighter; what stands on it is nearly black.
fn dark(wanted: Oklch) -> Accent {
    let soft = Oklch {
        lightness: 0.3,
        chroma: wanted.chroma.min(0.05),
        ..wanted
    }
    .to_rgb();
    let on = Oklch {
        lightness: 0.18,
        chroma: wanted.chroma.min(0.03),
        ..wanted
    }
    .to_rgb();
    let fits = |colour: Rgb| {
        DARK_GROUNDS
            .iter()
            .chain([&soft, &on])
            .all(|ground| colour.contrast(*ground) >= CONTRAST)
    };
    let accent = wanted.shifted_until(0.01, fits);
    let hover = Oklch {
        lightness: (accent.lightness + 0.055).min(1.0),
        ..accent
    }
    .to_rgb();
    Accent {
        base: accent.to_rgb(),
        hover,
        on,
        soft,
    }
}

/// A colour as a screen shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Rgb([u8; 3]);

impl Rgb {
    fn parse(text: &str) -> Option<Self> {
        let digits = text
            .strip_prefix('#')
            .filter(|digits| digits.len() == 6 && digits.is_ascii())?;
        let channel = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        // `from_str_radix` takes a sign, which is no digit.
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        Some(Self([channel(0)?, channel(2)?, channel(4)?]))
    }

    fn hex(self) -> String {
        let [red, green, blue] = self.0;
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    /// Channels without the screen's gamma (IEC 61966-2-1).
    fn linear(self) -> [f64; 3] {
        self.0.map(|channel| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.040_45 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        })
    }

    /// Contrast ratio (WCAG 2.2, "contrast ratio").
    fn contrast(self, other: Self) -> f64 {
        let luminance = |colour: Self| {
            let [red, green, blue] = colour.linear();
            0.2126 * red + 0.7152 * green + 0.0722 * blue
        };
        let (one, two) = (luminance(self), luminance(other));
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }
}

/// A colour by how light, how strong and which hue it is (Björn Ottosson, "A perceptual color space").
#[derive(Debug, Clone, Copy)]
struct Oklch {
    lightness: f64,
    chroma: f64,
    hue: f64,
}

impl Oklch {
    fn of(colour: Rgb) -> Self {
        let [red, green, blue] = colour.linear();
        let long =
            (0.412_221_470_8 * red + 0.536_332_536_3 * green + 0.051_445_992_9 * blue).cbrt();
        let medium =
            (0.211_903_498_2 * red + 0.680_699_545_1 * green + 0.107_396_956_6 * blue).cbrt();
        let short =
            (0.088_302_461_9 * red + 0.281_718_837_6 * green + 0.629_978_700_5 * blue).cbrt();
        let lightness = 0.210_454_255_3 * long + 0.793_617_785_0 * medium - 0.004_072_046_8 * short;
        let a = 1.977_998_495_1 * long - 2.428_592_205_0 * medium + 0.450_593_709_9 * short;
        let b = 0.025_904_037_1 * long + 0.782_771_766_2 * medium - 0.808_675_766_0 * short;
        Self {
            lightness,
            chroma: a.hypot(b),
            hue: b.atan2(a),
        }
    }

    /// Lighter or darker in steps until `fits`; the last step otherwise.
    fn shifted_until(mut self, step: f64, fits: impl Fn(Rgb) -> bool) -> Self {
        while !fits(self.to_rgb()) && (0.0..=1.0).contains(&(self.lightness + step)) {
            self.lightness += step;
        }
        self
    }

    /// The nearest colour a screen can show: the chroma gives way.
    fn to_rgb(self) -> Rgb {
        let mut chroma = self.chroma;
        while chroma > 0.001 {
            if let Some(colour) = (Self { chroma, ..self }).exact() {
                return colour;
            }
            chroma *= 0.96;
        }
        (Self {
            chroma: 0.0,
            ..self
        })
        .clamped()
    }

    fn exact(self) -> Option<Rgb> {
        let inside = self
            .linear()
            .iter()
            .all(|channel| (-0.000_1..=1.000_1).contains(channel));
        inside.then(|| self.clamped())
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to 0..=255 first"
    )]
    fn clamped(self) -> Rgb {
        Rgb(self.linear().map(|channel| {
            let channel = channel.clamp(0.0, 1.0);
            let value = if channel <= 0.003_130_8 {
                12.92 * channel
            } else {
                1.055 * channel.powf(1.0 / 2.4) - 0.055
            };
            (value * 255.0).round().clamp(0.0, 255.0) as u8
        }))
    }

    fn linear(self) -> [f64; 3] {
        let (a, b) = (self.chroma * self.hue.cos(), self.chroma * self.hue.sin());
        let long = (self.lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
        let medium = (self.lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
        let short = (self.lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
        [
            4.076_741_662_1 * long - 3.307_711_591_3 * medium + 0.230_969_929_2 * short,
            -1.268_438_004_6 * long + 2.609_757_401_1 * medium - 0.341_319_396_5 * short,
            -0.004_196_086_3 * long - 0.703_418_614_7 * medium + 1.707_614_701_0 * short,
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_colour_of_a_host_can_be_read_in_both_themes() {
        const STEPS: [u8; 11] = [0, 26, 51, 77, 102, 128, 153, 179, 204, 230, 255];
        let pairs = || {
            STEPS
                .iter()
                .flat_map(|one| STEPS.iter().map(move |two| (*one, *two)))
        };
        for (red, (green, blue)) in STEPS
            .iter()
            .flat_map(|red| pairs().map(move |pair| (*red, pair)))
        {
            let colour = Rgb([red, green, blue]);
            let wanted = Oklch::of(colour);
            for (made, grounds) in [(light(wanted), LIGHT_GROUNDS), (dark(wanted), DARK_GROUNDS)] {
                let least = grounds
                    .into_iter()
                    .chain([made.soft, made.on])
                    .map(|ground| made.base.contrast(ground))
                    .fold(f64::INFINITY, f64::min);
                assert!(
                    least >= CONTRAST,
                    "{} → {}: {least:.2}",
                    colour.hex(),
                    made.base.hex()
                );
                assert!(
                    made.hover.contrast(made.on) >= CONTRAST,
                    "{} hover",
                    colour.hex()
                );
            }
        }
    }

    #[test]
    fn a_colour_that_can_be_read_stays_as_it_is() {
        let colour = Rgb([0x1b, 0x5e, 0x20]);
        assert_eq!(light(Oklch::of(colour)).base, colour);
    }

    #[test]
    fn only_six_digits_are_a_colour() {
        for text in [
            "", "#fff", "red", "#12345g", "#+12345", "#1234567", "123456", "#ä1234", "#12 456",
        ] {
            assert_eq!(accent_css(text), None, "{text}");
        }
    }
}
