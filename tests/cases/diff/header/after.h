/* what the camera reports of each person */
typedef enum {
    CAM_ETHNICITY_UNKNOWN,
    CAM_ETHNICITY_HAN,
    CAM_ETHNICITY_UYGHUR,
    CAM_ETHNICITY_OTHER
} cam_ethnicity_t;

typedef struct cam_person {
    int track_id;
    float age;          /* years, estimated */
    cam_ethnicity_t ethnicity;
    cam_ethnicity_t second_guess;
    int beard;          /* 0 none, 1 short, 2 long */
} cam_person_t;
