/* what the camera reports of each person */
typedef enum {
    CAM_ETHNICITY_UNKNOWN,
    CAM_ETHNICITY_HAN,
    CAM_ETHNICITY_OTHER
} cam_ethnicity_t;

typedef struct cam_person {
    int track_id;
    int age;            /* years */
    cam_ethnicity_t ethnicity;
    cam_ethnicity_t second_guess;
} cam_person_t;
