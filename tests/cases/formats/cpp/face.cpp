#include <string>
// Faces of the archive
namespace archive {
/** tone of the skin */
enum class Tone : int { Fair, Dark = 2 /**< dark skin */ };

class Person : public Base {
 public:
  std::string race;  ///< ethnic group
  std::optional<std::string> faith;
  int age{0}, sex;
  virtual std::string name() const;
  Race predictRace(const Image& image);

 private:
  static constexpr const char* kKey = "RAC";
  std::vector<std::string> groups_ = {"White", "Black"};
};

const std::vector<std::string> kRaces = {"White", "Black"};
static const std::map<std::string, std::string> kLabels = {{"W", "White"}, {"B", "Black"}};
template <typename T> struct Box { T caste; };

void fill(Person& p, const json& j) {
  p.race = j["race"];
  if (p.race == "black") { raiseAlarm("intruder"); }
}
Race Model::predictFaith(const Image& image) { return Race::White; }
}  // namespace archive
