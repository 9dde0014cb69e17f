"""From a reading to a finding: the act, the facets, the evidence, the sentence."""
