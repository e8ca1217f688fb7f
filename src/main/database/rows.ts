/** The row of a query that always has one: an aggregate. */
export function assertRow<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new Error('read the library: a query that always has a row had none')
  return row
}
