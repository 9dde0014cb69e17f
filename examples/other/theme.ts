/** Skins of the player window (invented). */
export interface Skin {
  skinId: string;
  skinColor: string;
  accentColor: string;
  disabled?: boolean;
}

export enum Race { Elf, Dwarf, Orc }
export interface NpcSheet { race: Race; religion: string; level: number; mana: number }
