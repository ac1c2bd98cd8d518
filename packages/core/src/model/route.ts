// A stage of a call's way through an account, as the row of a list tells it. Stages are joined by their ids.

/** Where calls go from a stage: another stage, a public number, or something whose further way no list tells. Empty targets are left out. */
export interface RouteTarget {
  /** The id of a stage of the same account. */
  id?: string | undefined;
  /** A number as the provider writes it. */
  number?: string | undefined;
  /** What people call it; shown if no list has the id. */
  name?: string | undefined;
}

/** What a row is on a call's way. */
export interface RouteStage {
  /** Unique among all stages of the account. */
  id?: string | undefined;
  /** `number`, `scenario`, `queue`, `extension`, `employee`, … */
  kind: string;
  /** Set where public calls enter the account: at a number, or at a trunk that numbers are on. */
  entry?: 'number' | 'trunk';
  name?: string | undefined;
  /** The public numbers that enter here, E.164. */
  numbers?: readonly string[] | undefined;
  targets?: readonly RouteTarget[];
  /** The stages that lead to this one, where the row of this one tells it. */
  memberOf?: readonly (string | undefined)[];
  /** The person behind it, if no list of people is joined. */
  owner?: string | undefined;
  /** Why no list tells what is behind it. */
  ends?: string | undefined;
}
