namespace KubeEmulator.Api;

/// <summary>Parameters by name; one in the path before one of the same name in the query.</summary>
internal sealed class ParameterOrder : IComparer<string>
{
    public static readonly ParameterOrder Instance = new();

    private ParameterOrder()
    {
    }

    public int Compare(string? x, string? y)
    {
        var byName = string.CompareOrdinal(x?.Trim('{', '}'), y?.Trim('{', '}'));
        return byName != 0 ? byName : string.CompareOrdinal(y, x);
    }
}
