// The employees of Nordlys Logistics, whose names appear on the lines of all three offices.

/** An employee. */
export interface Person {
  name: string;
  office: 'copenhagen' | 'moscow' | 'kazan';
  job: string;
  /** Has left the company, but still owns a line. */
  hasLeft?: true;
  /** The name of the same person at another office. */
  alias?: string;
}

/** `name|job`. Lars Hansen is two people; Dmitri Volkov also works in Moscow. */
const copenhagenTable = `
Mette Sørensen|reception
Lars Hansen|sales
Søren Kjær|IT
Anne-Marie Østergaard|finance
Jens Åkesson|dispatch
Kirsten Bæk|dispatch
Rasmus Nørgaard|dispatch
Freja Lund|sales
Oluf Bjørn|warehouse
Ida Møller|customer service
Henrik Skov|customer service
Camilla Thygesen|customer service
Peter Hansen|warehouse
Lars Hansen|warehouse
Nina Petrova|customs
Dmitri Volkov|director, eastern lines
Ane Høegh|customs
Thomas Dahl|sales
Sara Holm|marketing
Mads Brøndum|drivers' desk
Pernille Vestergaard|HR
Jakob Frost|IT
Louise Krogh|legal
Emil Aagaard|drivers' desk
Gitte Ravn|finance
Bo Lindqvist|ferries
Hanne Juhl|ferries
Ali Yılmaz|dispatch
Maria Kowalska|customer service
Kasper Toft|warehouse
Tove Dyrberg|quality
Birgitte Winther|director
Niels Ågård|fleet
Signe Fønss|fleet`;

/** Алексей Иванов is two people; Елена Кузнецова left in July. */
const moscowTable = `
Волков Дмитрий Сергеевич|директор
Иванов Алексей Викторович|продажи
Петрова Анна Игоревна|продажи
Смирнов Павел Андреевич|диспетчерская
Соколова Ольга Николаевна|диспетчерская
Фёдоров Кирилл Олегович|диспетчерская
Морозова Наталья Юрьевна|бухгалтерия
Лебедев Артём Ильич|ИТ
Козлова Светлана Петровна|таможня
Новиков Максим Дмитриевич|таможня
Иванов Алексей Викторович|склад
Павлова Ирина Сергеевна|клиентская служба
Егоров Никита Романович|клиентская служба
Захарова Юлия Вадимовна|клиентская служба
Борисов Глеб Антонович|склад
Кузнецова Елена Павловна|маркетинг
Орлов Степан Фёдорович|юрист
Мельникова Дарья Львовна|кадры
Зайцев Роман Евгеньевич|автопарк
Щербакова Полина Макаровна|автопарк
Jensen Erik|controlling
Гусев Тимофей Ильич|склад
Ёлкина Вера Павловна|качество
Чернов Лев Борисович|охрана`;

const kazanTable = `
Гарипов Тимур|руководитель
Сафина Алия|диспетчерская
Хасанов Руслан|склад
Миннибаева Гузель|клиентская служба
Николаев Игорь|водители
Валиева Динара|бухгалтерия
Ахметов Марат|водители
Соколова Ольга|продажи`;

const aliases: Record<string, string> = { 'Dmitri Volkov': 'Волков Дмитрий Сергеевич', 'Волков Дмитрий Сергеевич': 'Dmitri Volkov' };
const formerEmployees = new Set(['Кузнецова Елена Павловна']);

function parsePeople(table: string, office: Person['office']): Person[] {
  return table
    .trim()
    .split('\n')
    .map(row => {
      const [name = '', job = ''] = row.split('|');
      const alias = aliases[name];
      return { name, office, job, ...(formerEmployees.has(name) && { hasLeft: true as const }), ...(alias !== undefined && { alias }) };
    });
}

/** All employees, by office. */
export function buildPeople(): Person[] {
  return [...parsePeople(copenhagenTable, 'copenhagen'), ...parsePeople(moscowTable, 'moscow'), ...parsePeople(kazanTable, 'kazan')];
}
