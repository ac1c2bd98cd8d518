// Where the client areas of CallGear and its sister brands make a key, by their Data API pages.
import type { KeyGuide } from '@linekeeper/core';

/** What all of these pages leave open. */
const common = {
  unknown: "The provider's page does not give the address of the client area. Use the one where you sign in.",
} as const;

const choosePermanent = 'Make a permanent key: a temporary one ends at its date.';

const comagicFamily: KeyGuide = {
  steps: ['Sign in to the client area and open Аккаунт → Управление пользователями (account, user management).', choosePermanent],
  allowList: 'Администратор → Аккаунт → Правила и настройки безопасности, tab "API"',
  page: 'https://comagic.github.io/data_api/',
  ...common,
};

/** The guide of each brand. A key has the rights of its user, and no request is answered from an address that is not on the allow list. */
export const keyGuides = {
  callgear: {
    steps: [
      'Sign in to the client area, open Administrator → User management and click the user who gets access.',
      'Switch on the component "Data API Basic set".',
      choosePermanent,
    ],
    allowList: 'Administrator → Account → Rules and security settings, tab "API"',
    page: 'https://callgear.github.io/data_api/',
    ...common,
  },
  uis: comagicFamily,
  comagic: comagicFamily,
  novofon: {
    steps: [
      'Sign in and open Телефония → Пользователи АТС (telephony, PBX users), then the settings of the user "Администратор".',
      'Tick "Использовать ключ API" (use an API key) on the tab "API".',
      choosePermanent,
    ],
    allowList: 'Настройки → Правила и настройки безопасности, tab "API"',
    page: 'https://novofon.github.io/data_api/',
    ...common,
  },
} as const satisfies Record<string, KeyGuide>;
