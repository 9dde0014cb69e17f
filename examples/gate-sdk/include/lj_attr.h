#ifndef LJ_ATTR_H
#define LJ_ATTR_H
#include <stdint.h>

/* 民族属性（识别结果） */
typedef enum LJ_ETHN {
    LJ_ETHN_UNKNOWN = 0,
    LJ_ETHN_HAN = 1,
    LJ_ETHN_UYGUR = 2,
    LJ_ETHN_OTHER = 3
} LJ_ETHN;

/** One detected person. */
typedef struct lj_person_t {
    uint64_t track_id;
    uint8_t  age;
    uint8_t  gender;
    /** 输出: 民族属性识别结果 */
    int      ethn_result;
    uint8_t  beard;        /* 0 none, 1 short, 2 long */
    float    face_vec[256]; /* face template */
    uint8_t  eth_port;     /* ethernet port the frame came from */
} lj_person_t;

int lj_race_free(void);    /* frees the lock that guards against a race condition */
#endif
