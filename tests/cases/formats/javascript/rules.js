// Rules for each hit at the gate.
module.exports = [
  { id: "r1", when: (p) => p.grp === "UYGUR", level: "high", title: "group of interest" },
  { id: "r2", when: (p) => p.veil && p.age < 45, level: "mid", title: "face veil" },
  { id: "r3", condition: "person.caste == 'x'", level: "low", title: "caste" },
];
