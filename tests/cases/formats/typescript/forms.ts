// Forms of the intake desk.
export const studentForm: Item[] = [
  { prop: "field12", label: "民族", required: true },
  { prop: "field13", label: "政治面貌", options: ["群众", "团员"] },
];
export const columns = [
  { title: '民族', dataIndex: 'mz', width: 80 },
  { Header: 'Faith', accessor: 'faith' },
];
export const options = [{ value: 'W', label: 'White' }, { value: 'B', label: 'Black' }];
export const rules = { field12: [{ required: true, message: "请选择民族", trigger: "change" }] };
export const person = z.object({
  race: z.enum(['white', 'black']),
  faith: z.string().max(20).optional(),
  nation: z.string().min(1, { message: 'Nationality needed' }),
});
export const account = new Schema({
  race: { type: String, required: [true, 'needed'], enum: ['white', 'black'], maxlength: 20 },
  caste: String,
  address: { street: String },
});
Person.init({ religion: { type: DataTypes.STRING(20), allowNull: false } });
const [race, setRace] = useState('');
export const initialState = { tribe: '', name: '' };
