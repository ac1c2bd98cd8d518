// The Copenhagen office at Telecom X: its lines, its hosted PBX, its people and what the reseller knows.
import {
  buildChangeEvents,
  buildOfficeEmployees,
  buildProducts,
  buildResellerCustomers,
  type ChangeEvent,
  type OfficeEmployee,
  type Product,
  type ResellerCustomer,
} from './copenhagen-administration.ts';
import {
  buildInventoryNumbers,
  buildMobiles,
  buildPortings,
  type InventoryNumber,
  type Mobile,
  type Porting,
} from './copenhagen-numbers.ts';
import { buildDialplanItems, buildExtensions, buildPbxTrunks, type DialplanItem, type Extension, type PbxTrunk } from './copenhagen-pbx.ts';
import { buildTrunks, type Trunk } from './copenhagen-trunks.ts';
import { hexId } from './ids.ts';
import type { Person } from './people.ts';
import { buildPhones, type Phone } from './phones.ts';

/** Everything that Telecom X knows of the company. */
export interface CopenhagenOffice {
  customer: string;
  /** Another customer of the same reseller; only the reseller may read it. */
  otherCustomer: string;
  reseller: string;
  employee: string;
  trunks: Trunk[];
  phones: Phone[];
  numbers: InventoryNumber[];
  mobiles: Mobile[];
  extensions: Extension[];
  pbxTrunks: PbxTrunk[];
  dialplan: DialplanItem[];
  employees: OfficeEmployee[];
  portings: Porting[];
  products: Product[];
  changes: ChangeEvent[];
  /** What only the reseller may list. */
  customers: ResellerCustomer[];
}

const customer = hexId('C0', 1);

/** `people` are the employees, in order of their desks. */
export function buildCopenhagenOffice(people: readonly Person[]): CopenhagenOffice {
  const trunks = buildTrunks(customer);
  const phones = buildPhones(
    people.map(({ name }) => name),
    customer,
  );
  const mobiles = buildMobiles(customer);
  const reseller = hexId('BE', 1);
  return {
    customer,
    otherCustomer: hexId('C0', 2),
    reseller,
    employee: hexId('E0', 3),
    trunks,
    phones,
    numbers: buildInventoryNumbers(trunks, mobiles, customer),
    mobiles,
    extensions: buildExtensions(phones, customer),
    pbxTrunks: buildPbxTrunks(customer),
    dialplan: buildDialplanItems(customer),
    employees: buildOfficeEmployees(people, customer),
    portings: buildPortings(customer),
    products: buildProducts(reseller),
    changes: buildChangeEvents(),
    customers: buildResellerCustomers([customer, hexId('C0', 2)]),
  };
}
