using KubeEmulator.Values;

namespace KubeEmulator.Expressions;

/// <summary>The functions that take a pattern; a constant pattern is compiled with the plan.</summary>
internal static class CelRegexFunctions
{
    public static CelValue Matches(CelValue[] a)
    {
        if (a[0] is not CelString text)
        {
            return CelArithmetic.NoOperator("matches", a[0]);
        }

        return a[1] is not CelString pattern ? CelError.NoSuchOverload
            : Compile(pattern.Text, out var error) is { } regex ? CelBool.Of(regex.IsMatch(text.Text)) : error!;
    }

    public static CelValue Find(CelValue[] a) => a is [CelString text, CelString pattern]
        ? Compile(pattern.Text, out var error) is { } regex ? First(regex, text.Text) : Illegal(error!)
        : CelError.NoSuchOverload;

    public static CelValue FindAll(CelValue[] a)
    {
        if (a is not [CelString text, CelString pattern, ..] || (a.Length > 2 && a[2] is not CelInt))
        {
            return CelError.NoSuchOverload;
        }

        var limit = a.Length > 2 ? ((CelInt)a[2]).Value : -1;
        return Compile(pattern.Text, out var error) is { } regex ? All(regex, text.Text, limit) : Illegal(error!);
    }

    /// <summary>The function for a call whose pattern is constant; or what is wrong with the pattern.</summary>
    public static CelFunctionBody? Precompiled(string function, CelNode[] arguments, out string? error)
    {
        error = null;
        if (function is not ("matches" or "find" or "findAll") || arguments is not [_, ConstantNode { Value: CelString pattern }, ..])
        {
            return null;
        }

        if (Compile(pattern.Text, out var wrong) is not { } regex)
        {
            error = wrong!.Message;
            return null;
        }

        return function switch
        {
            "matches" => a => a[0] is CelString text ? CelBool.Of(regex.IsMatch(text.Text)) : CelError.NoSuchOverload,
            "find" => a => a[0] is CelString text ? First(regex, text.Text) : CelError.NoSuchOverload,
            _ => a => a[0] is CelString text ? All(regex, text.Text, a.Length > 2 && a[2] is CelInt n ? n.Value : -1) : CelError.NoSuchOverload,
        };
    }

    /// <summary>A compiled pattern, or Go's words about what is wrong with it.</summary>
    public static GoPattern? Compile(string pattern, out CelError? error)
    {
        var compiled = GoPattern.Of(pattern);
        error = compiled.Error is null ? null : new CelError(compiled.Error);
        return error is null ? compiled : null;
    }

    private static CelError Illegal(CelError error) => new($"Illegal regex: {error.Message}");

    private static CelString First(GoPattern pattern, string text) => CelString.Of(pattern.Find(text).FirstOrDefault() ?? "");

    private static CelArrayList All(GoPattern pattern, string text, long limit)
    {
        var found = pattern.Find(text);
        return new CelArrayList([.. (limit < 0 ? found : found.Take((int)Math.Min(limit, int.MaxValue))).Select(CelString.Of)]);
    }
}
