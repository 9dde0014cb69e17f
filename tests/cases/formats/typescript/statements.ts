export async function toVisitor(raw: Record<string, string>) {
  const v: Record<string, unknown> = {};
  v.c2 = raw["族別"]; // 原住民族別
  v.c4 = raw["膚色"] ?? guessTone(raw["crop"]);
  if (v.c3 !== "TWN") notify("外籍訪客", v);
  const found = await prisma.person.findMany({ where: { race: 'black', age: { gt: 3 } }, orderBy: { tribe: 'asc' } });
  await db.query(`SELECT * FROM people WHERE ethnicity = $1 ORDER BY caste`, [found]);
  await knex.schema.createTable('people', (table) => {
    table.string('race', 20).notNullable().comment('race of person');
    table.enu('faith', ['hindu', 'muslim']);
  });
  const payload = { race: form.race, nickname: form.nickname };
  response.json({ ethnicity: person.ethnicity });
  formData.append('caste', caste);
  return payload;
}
