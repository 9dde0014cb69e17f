/** Person kept by the office */
@Entity('people')
export class Person extends Base {
  /** ethnic group */
  @Column({ type: 'varchar', length: 40, nullable: true, comment: 'eth group' })
  @ApiProperty({ description: 'Ethnicity of the person', required: false, enum: EthnicityEnum })
  ethnicity: string;
  @IsEnum(Religion) @IsNotEmpty({ message: 'Religion is needed' }) religion!: Religion;
  private tone?: Tone;

  constructor(private readonly race: string, name: string) {
    super();
    this.race = race;
  }
  get isBlack(): boolean {
    return this.race === 'black';
  }
  predictEthnicity(name: string) {
    return 1;
  }
}

export enum Tone { Light = 'L', Dark = 'D' } // skin tones
export type Faith = 'hindu' | 'muslim' | "other";
export interface Props {
  onRace?: (race: string) => void;
  race: Faith | null;
  nested: { caste: string };
  readonly skin: 'light' | 'dark'; // tone of skin
}
export const RACES = ['white', 'black'] as const;
export const LABELS: Record<string, string> = { white: 'White', black: 'Black' };
export const sample: Props = { race: 'hindu', skin: 'dark' };

@Controller()
class Api {
  @Get() find(@Query('race') race: string, @Param('id') id: string) {}
}
