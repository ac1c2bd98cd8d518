// The document of the inventory view: prepared by the build, or built on demand when run from source.

/** Defined by the build; absent when run from source. */
declare const preparedView: string | undefined;

/** The HTML of the view. */
export const getViewDocument = async (): Promise<string> =>
  // One expression, so that a build that defines `preparedView` eliminates the import of the builder as dead code.
  typeof preparedView === 'undefined' ? await (await import('@linekeeper/mcp-app/build')).buildView() : preparedView;
