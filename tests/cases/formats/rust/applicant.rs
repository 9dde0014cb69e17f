//! Applicants of the office.

/// One applicant.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Applicant {
    /// Ethnic group as stated
    #[serde(rename = "ethGrp", default)]
    pub eth: Option<String>,
    #[validate(length(max = 40), required)]
    pub faith: String, // religion
    caste: u8,
}

/// Race codes
#[repr(u8)]
pub enum Race {
    /// white
    White = 1,
    #[strum(serialize = "Black or African")]
    Black,
    Other { note: String },
}

pub const KEY: &str = "race";
pub static RACES: &[&str] = &["white", "black"];

fn predict_race(name: &str) -> Race {
    if p.race == "black" {
        raise_alert("seen");
    }
    map.insert("race", raw["z"]);
    v.tribe = raw.get("tribe");
    let labels = vec!["white", "black"];
    let pairs: HashMap<_, _> = [("W", "White"), ("B", "Black")].into_iter().collect();
    Applicant { eth: row.get("eth"), faith }
}

impl Applicant {
    pub fn eth(&self) -> &str {
        &self.eth
    }
}
