export const Page = () => (
  <Form>
    <Form.Item label="民族" name="mz" rules={[{ required: true, message: 'x' }]}><Input /></Form.Item>
    <input type="text" name="ethnicity" placeholder="Ethnicity" required />
    <TextField label="Religion" value={value} />
    <select name="race"><option value="W">White</option></select>
    <button aria-disabled={off} className="race">Race</button>
  </Form>
);
