namespace Repro.Verify;

/// <summary>Which command makes a table.</summary>
internal static class MadeBy
{
    /// <param name="table">Its key; that of a sweep over orders says what is swept.</param>
    /// <returns>Without the program's name, e.g. <c>run table1</c>.</returns>
    internal static string Command(string table) => table.Split('-') switch
    {
        ["orders", var set, var side, var weights] =>
            $"ablate orders --dataset {set} --resolution {side} --weights {weights}",
        ["orders", ..] => "ablate orders",
        _ => $"run {table}",
    };
}
