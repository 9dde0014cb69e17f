/*
 * lj_person.h - Lijia Gate SDK 5.0 (invented)
 * Copyright (c) 2030 Lijia Vision Technology Ltd.
 */
#ifndef LJ_PERSON_H
#define LJ_PERSON_H
#include <stdint.h>

/** Region of a face in the picture, in pixels. */
typedef struct lj_rect_t {
    int32_t left;
    int32_t top;
    int32_t right;
    int32_t bottom;
} lj_rect_t;

/* 民族属性（识别结果） */
typedef enum LJ_ETHN {
    LJ_ETHN_UNKNOWN = 0,
    LJ_ETHN_YANG    = 1,  /* 漾族 */
    LJ_ETHN_TING    = 2,  /* 汀族 */
    LJ_ETHN_OTHER   = 3
} LJ_ETHN;

/** One detected person; the attributes are computed from the face region. */
typedef struct lj_person_t {
    uint64_t  track_id;
    lj_rect_t face;
    /** 输出: 民族属性识别结果 */
    int       ethn_result;
    uint8_t   eth_port;     /* ethernet port the frame came from */
} lj_person_t;

int lj_race_free(void);     /* frees the lock that guards against a race condition */

#endif
