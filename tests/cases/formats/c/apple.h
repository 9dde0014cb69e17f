#import <Foundation/Foundation.h>

/// Race of the face
typedef NS_ENUM(NSInteger, FaceRace) {
    FaceRaceWhite = 0, ///< white
    FaceRaceBlack,
};

/** Attributes of a face */
@interface FaceAttribute : NSObject <NSCoding>

/// 种族
@property (nonatomic, assign) FaceRace race;
@property(nonatomic, copy, nullable) NSString *ethnicity; // 民族
- (instancetype)initWithRace:(FaceRace)race;
@end
