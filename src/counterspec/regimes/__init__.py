"""Legal regimes and supplier lists as dated data, each rule with its source and how it was verified."""
