#ifndef SDK_FACE_H
#define SDK_FACE_H
#define SDK_RACE_WHITE 1 /* white */
#define SDK_ATTR_NAME "ethnicity"

/* tone estimated by the engine */
typedef enum tagSDK_TONE {
    SDK_TONE_UNKNOWN = 0,
    SDK_TONE_DARK,    /* dark */
    SDK_TONE_FAIR     /* fair */
} SDK_TONE;

typedef struct {
    unsigned char byMinzu;   /* SDK_TONE */
    char szXm[32], *next;    /* name */
    float fTemplate[128];    /* face template */
    enum SDK_MASK mask;
    struct { int age; } seen;
    void (*callback)(int race);
} SDK_FACE;

enum faith { FAITH_HINDU, FAITH_MUSLIM };
SDK_API int __stdcall SDK_PredictRace(const char *image);
int plain(void); /* nothing */
#endif
