class Statements {
    private static final Map<String, String> RACES = new HashMap<>();
    static { RACES.put("W", "White"); }
    private static final List<String> GROUPS = Arrays.asList("White", "Black");
    private static final Map<String, String> FAITHS = Map.of("H", "Hindu", "M", "Muslim");
    static final Map<String, String> TONES = new HashMap<String, String>() {{ put("D", "Dark"); }};

    void fill(ResultSet rs, Person p) {
        p.nation = rs.getString("mz");
        json.put("race", p.getRace());
        row.put("ext3", page.text("民族"));
        if ("uyghur".equals(p.getEthnicity())) { service.sendAlert("seen"); }
        people.stream().filter(x -> x.getFaith().equals("hindu"));
        String[] labels = {"white", "black"};
        jdbc.query("SELECT * FROM people WHERE tribe = ? " + "ORDER BY caste");
    }
}

interface Repository {
    List<Person> findByEthnicity(String value);
    @Query("SELECT p FROM Person p WHERE p.religion = :r") List<Person> some(@Param("r") String r);
    List<Person> list(@RequestParam(value = "race", required = false) String race, @RequestBody Person p);
}
