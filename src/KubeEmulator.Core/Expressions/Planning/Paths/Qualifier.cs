namespace KubeEmulator.Expressions;

/// <summary>A part of a path: a field or an index, known or computed.</summary>
internal sealed class Qualifier
{
    private readonly CelValue? _key;
    private readonly string? _name;
    private readonly AttributeNode? _computed;

    public Qualifier(CelValue key, bool optional, bool testOnly = false)
    {
        _key = key;
        _name = (key as CelString)?.Text;
        Optional = optional;
        TestOnly = testOnly;
    }

    public Qualifier(AttributeNode computed, bool optional)
    {
        _computed = computed;
        Optional = optional;
    }

    public bool Optional { get; }

    /// <summary>Whether only presence is asked for: the end of <c>has(a.b)</c>.</summary>
    public bool TestOnly { get; }

    /// <summary>The value at this part, or the error of having none.</summary>
    public CelValue Apply(CelFrame frame, CelValue target)
    {
        var key = Key(frame);
        var found = key is CelError ? key : Find(target, key, out var missing) ?? missing;
        frame.Charge(1);
        return found!;
    }

    /// <summary>The value at this part, <c>null</c> where it is absent.</summary>
    public CelValue? ApplyIfPresent(CelFrame frame, CelValue target)
    {
        var key = Key(frame);
        var found = key is CelError ? key : Find(target, key, out _);
        if (found is not (null or CelError))
        {
            frame.Charge(1);
        }

        return found;
    }

    /// <summary>Whether there is a value at this part.</summary>
    public CelValue Test(CelFrame frame, CelValue target)
    {
        var found = Find(target, Key(frame), out _);
        frame.Charge(1);
        return found is CelError error ? error : CelBool.Of(found is not null);
    }

    private CelValue Key(CelFrame frame) => _key ?? Usable(_computed!.Resolve(frame));

    private static CelValue Usable(CelValue key) => key switch
    {
        CelString or CelInt or CelUint or CelDouble or CelBool or CelError => key,
        var other => new CelError($"invalid qualifier type: {GoTypeNames.Of(other)}"),
    };

    private CelValue? Find(CelValue target, CelValue key, out CelError? missing)
    {
        missing = null;
        var found = target switch
        {
            CelObject o => (_name ?? (key as CelString)?.Text) is { } name ? o.Find(name) : null,
            CelJsonMap m when _name is not null => m.Find(_name),
            CelMap m => m.Find(key),
            CelLazyObject o => key is CelString name ? o.Find(name.Text) : null,
            CelList l => Item(l, key, out missing),
            CelRecord r => key is CelString name ? r.Find(name.Text) : null,
            _ => null,
        };
        if (found is null)
        {
            missing ??= CelError.NoSuchKey(key.ToString());
        }

        return found;
    }

    /// <summary>A list takes whole numbers of any type.</summary>
    private static CelValue? Item(CelList list, CelValue key, out CelError? missing)
    {
        missing = null;
        long index;
        switch (key)
        {
            case CelInt i:
                index = i.Value;
                break;
            case CelUint u when u.Value <= long.MaxValue:
                index = (long)u.Value;
                break;
            case CelDouble d when d.Value == Math.Truncate(d.Value) && Math.Abs(d.Value) < long.MaxValue:
                index = (long)d.Value;
                break;
            case CelUint or CelDouble:
                return new CelError($"unsupported index value {key} in list");
            default:
                return new CelError($"unsupported index type '{key.Type.Name}' in list");
        }

        if (index >= 0 && index < list.Count)
        {
            return list[(int)index];
        }

        missing = new CelError($"index out of bounds: {key}");
        return null;
    }
}
