const yup = require("yup");

/**
 * @typedef {Object} Person
 * @property {string} race - the racial group
 * @property {string} [faith] religion
 */

exports.record = yup.object({
  ad: yup.string().required(),
  cins: yup.string().oneOf(["kadın", "erkek"]).required(),
  inanc: yup.string().label("Dini inanç").optional(),
});

const Race = Object.freeze({ WHITE: "white", BLACK: "black" });
const labels = ["Asian", "White"]; // groups
class Runner extends Base {
  #racing = false;
  health = "green";
  constructor() {
    this.state = { race: "", name: "" };
  }
}
exports.up = (q, Sequelize) => q.createTable("people", { race: { type: Sequelize.STRING, allowNull: false } });
export default { props: { tribe: { type: String, required: true } }, data() { return { form: { caste: "" } }; } };
function score(face) {
  const kinds = { w: "White", b: "Black" };
  const size = face.size;
  return kinds;
}
