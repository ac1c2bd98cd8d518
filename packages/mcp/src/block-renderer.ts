// What renders results as Block Kit for clients that show it.
import type { AnswerBudget, Tool, ToolResult } from '@linekeeper/core';

/** Renders results as blocks, within the limits of the client that shows them. */
export interface BlockRenderer {
  /** The largest answer that the blocks can show as a whole, and its rows. */
  budget: AnswerBudget;
  maxRows: number;
  render(call: { tool: Tool; input: Readonly<Record<string, unknown>>; result: ToolResult }): readonly object[];
}
