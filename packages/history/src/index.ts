// Public API of the package: snapshots, their comparison, the interface of stores, and the questions over a history.
export { historyQuestions, historyTools } from './catalog.ts';
export { type Change, type ChangeKind, changeKinds, type PreviousFields } from './change.ts';
export { type AnswerChange, changeColumns, toAnswerChange, toChangeRow } from './change-entry.ts';
export { createChangePredicate } from './change-filter.ts';
export { type AccountReading, compareSnapshot, type ListReading, type Snapshot } from './diff.ts';
export { formatGap } from './format-gap.ts';
export { createMetrics } from './metrics.ts';
export { formatMoment, parseMoment } from './moment.ts';
export { type TakenSnapshot, takeSnapshot } from './snapshot.ts';
export type {
  ChangeQuery,
  Gap,
  HistoryState,
  HistoryStore,
  KnownLine,
  LineKey,
  ListState,
  ListUpdate,
  SnapshotRecord,
  SnapshotSummary,
  StoredChange,
  TimeSpan,
} from './store.ts';
export { StoredHistory } from './stored-history.ts';
export type { Announcement } from './watch/announcement.ts';
export { type CompiledRule, compileRule, type WatchRule } from './watch/compile-rules.ts';
export type { DigestRule } from './watch/digest-slot.ts';
export type { PostLog, PostLogHead, PostLogState, PostLogUpdate } from './watch/post-log.ts';
export { type NewsContext, postNews, toDigestScope, toWatchScope } from './watch/post-news.ts';
export type { Post, PostContext, PostTarget } from './watch/post-session.ts';
export type { FieldKey, PostedChange, WatchedField } from './watch/posted-change.ts';
