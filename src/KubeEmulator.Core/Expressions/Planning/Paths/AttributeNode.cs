namespace KubeEmulator.Expressions;

/// <summary>
/// A value and the path read from it, <c>self.spec.items[0]</c>, as one step (cel-go interpreter/attributes.go).
/// Reading the root costs 1, each part of the path 1.
/// </summary>
internal abstract class AttributeNode : CelNode
{
    private readonly List<Qualifier> _path = [];
    private List<(int Length, Expr Expr)>? _observed;

    public virtual void Add(Qualifier qualifier) => _path.Add(qualifier);

    /// <summary>Asks for the value at the end of the path as it is now to be noted.</summary>
    public void Observe(Expr expr) => (_observed ??= []).Add((_path.Count, expr));

    public override CelValue Evaluate(CelFrame frame)
    {
        var value = Resolve(frame);
        if (!IsPresenceTest)
        {
            frame.Charge(1);
        }

        return value;
    }

    /// <summary>The value without the root's cost: as an index or as a branch of a conditional it is free.</summary>
    public abstract CelValue Resolve(CelFrame frame);

    protected bool IsPresenceTest => _path.Count > 0 && _path[^1].TestOnly;

    protected CelValue Follow(CelFrame frame, CelValue value)
    {
        Note(frame, 0, value);
        if (_path.Count == 0 || value is CelError)
        {
            return value;
        }

        var isOptional = false;
        if (value is CelOptional optional)
        {
            if (optional.Value is null)
            {
                return IsPresenceTest ? CelBool.False : optional;
            }

            value = optional.Value;
            isOptional = true;
        }

        for (var i = 0; i < _path.Count; i++)
        {
            var qualifier = _path[i];
            isOptional |= qualifier.Optional;
            var next = qualifier.TestOnly
                ? qualifier.Test(frame, value)
                : isOptional ? qualifier.ApplyIfPresent(frame, value) : qualifier.Apply(frame, value);
            Note(frame, i + 1, next ?? CelOptional.None);
            if (next is null)
            {
                return IsPresenceTest ? CelBool.False : CelOptional.None;
            }

            if (next is CelError)
            {
                return next;
            }

            value = next;
        }

        return isOptional && !IsPresenceTest ? CelOptional.Of(value) : value;
    }

    protected void Note(CelFrame frame, int length, CelValue value)
    {
        if (_observed is null)
        {
            return;
        }

        foreach (var (observed, expr) in _observed)
        {
            if (observed == length)
            {
                frame.Trace?.Note(expr, value, frame.Cost);
            }
        }
    }
}
