static const char *RACES[] = { "White", "Black" };
static struct option options[] = {
    { "race", required_argument, 0, 'r' },
    { "tone", required_argument, 0, 't' },
};
const char *KEY = "race";

int mark(struct person *p, const char *image) {
    if (strcmp(p->group, "uyghur") == 0) { raise_alarm("seen"); }
    p->race = lookup("race");
    const char *labels[] = { "asian", "white" };
    return predict_race(image);
}
