namespace KubeEmulator.Expressions;

/// <summary>
/// Estimates what an expression may cost before it runs (cel-go checker/cost.go). The numbers decide which rules
/// a definition may carry, so the quirks of the original are kept.
/// </summary>
internal sealed class CelCostEstimator(CelType? root)
{
    private readonly Dictionary<Expr, CostPath> _paths = [];
    private readonly Dictionary<Expr, CostRange> _sizes = [];
    private readonly Dictionary<Expr, EntrySize> _entries = [];
    private readonly List<(string Name, CostPath? Path, CostRange? Size, EntrySize? Entries)> _locals = [];

    public CostRange Cost(Expr expr) => expr switch
    {
        LiteralExpr => CostRange.Zero,
        IdentExpr ident => Ident(ident),
        SelectExpr { Variable: not null } => CostRange.One,
        SelectExpr select => Select(select),
        CallExpr call => Call(call),
        ListExpr list => List(list),
        MapExpr map => Map(map),
        StructExpr message => message.Fields.Aggregate(CostRange.Zero, (sum, f) => sum + Cost(f.Value)) + CostRange.Fixed(StructNode.Cost),
        ComprehensionExpr { IsBinding: true } binding => Bind(binding),
        ComprehensionExpr loop => Loop(loop),
        _ => CostRange.Zero,
    };

    internal CostRange SizeOrUnknown(Expr expr) => Size(expr) ?? CostRange.Unknown;

    internal EntrySize? Entries(Expr? expr)
    {
        if (expr is not null && _entries.TryGetValue(expr, out var known))
        {
            return known;
        }

        return expr is IdentExpr ident && Local(ident.Name) is { } local ? local.Entries : null;
    }

    internal void SetEntries(Expr expr, EntrySize? size)
    {
        if (size is not null)
        {
            _entries[expr] = size;
        }
    }

    private CostRange Ident(IdentExpr ident)
    {
        if (Local(ident.Name) is { } local)
        {
            SetPath(ident, local.Path);
        }
        else
        {
            SetPath(ident, root is null ? null : new CostPath(root));
        }

        return CostRange.One;
    }

    private CostRange Select(SelectExpr select)
    {
        var cost = Cost(select.Operand);
        if (select.TestOnly)
        {
            return cost;
        }

        SetPath(select, Step(PathOf(select.Operand), select.Field));
        return select.Operand.Type.Kind is CelKind.Map or CelKind.Struct or CelKind.TypeParam ? cost + CostRange.One : cost;
    }

    private CostRange Call(CallExpr call)
    {
        if (call is { Function: "dyn", Arguments: [var only] })
        {
            var inner = Cost(only);
            CopySizes(call, only);
            return CostRange.One + inner;
        }

        var costs = Array.ConvertAll(call.Arguments, Cost);
        var arguments = Array.ConvertAll(call.Arguments, Node);
        var sum = CostRange.Zero;
        CostNode? target = null;
        if (call.Target is not null)
        {
            sum += Cost(call.Target);
            target = Node(call.Target);
        }

        var range = new CostRange(ulong.MaxValue, 0);
        CostRange? size = null;
        foreach (var overload in call.Overloads)
        {
            var estimate = CelCallEstimates.Of(this, new CallSite(call, overload.Id, target, arguments, costs));
            range = range.Union(estimate.Cost);
            size = estimate.ResultSize is { } s ? size?.Union(s) ?? s : size;
            size = Indexed(call, overload.Id, size) ?? size ?? Size(call);
        }

        SetSize(call, size);
        return call.Overloads.Count == 0 ? CostRange.Zero : sum + range;
    }

    private CostRange? Indexed(CallExpr call, string overload, CostRange? size)
    {
        if (overload is not ("index_list" or "index_map"))
        {
            return size;
        }

        SetPath(call, Step(PathOf(call.Arguments[0]), overload == "index_list" ? CostPath.Items : CostPath.Values));
        return Entries(call.Arguments[0])?.Value ?? Size(call);
    }

    private CostRange List(ListExpr list)
    {
        var cost = CostRange.Fixed(ListNode.Cost);
        var items = new CostRange(list.Elements.Length == 0 ? 0 : ulong.MaxValue, 0);
        foreach (var element in list.Elements)
        {
            cost += Cost(element);
            items = items.Union(SizeOrUnknown(element));
        }

        SetEntries(list, new EntrySize(CelKind.List, CostRange.One, items));
        return cost;
    }

    private CostRange Map(MapExpr map)
    {
        var cost = CostRange.Fixed(MapNode.Cost);
        var keys = new CostRange(map.Entries.Length == 0 ? 0 : ulong.MaxValue, 0);
        var values = keys;
        foreach (var entry in map.Entries)
        {
            cost = cost + Cost(entry.Key) + Cost(entry.Value);
            keys = keys.Union(SizeOrUnknown(entry.Key));
            values = values.Union(SizeOrUnknown(entry.Value));
        }

        SetEntries(map, new EntrySize(CelKind.Map, keys, values));
        return cost;
    }

    private CostRange Bind(ComprehensionExpr binding)
    {
        var cost = Cost(binding.Range) + Cost(binding.Initial);
        _locals.Add((binding.Accumulator, PathOf(binding.Initial), Size(binding.Initial), Entries(binding.Initial)));
        cost += Cost(binding.Result);
        _locals.RemoveAt(_locals.Count - 1);
        CopySizes(binding, binding.Result);
        return cost;
    }

    private CostRange Loop(ComprehensionExpr loop)
    {
        var cost = Cost(loop.Range) + Cost(loop.Initial);
        var depth = _locals.Count;
        _locals.Add((loop.Accumulator, PathOf(loop.Initial), Size(loop.Initial), Entries(loop.Initial)));
        AddVariables(loop);
        var round = Cost(loop.Condition) + Cost(loop.Step);
        _locals.RemoveRange(depth + 1, _locals.Count - depth - 1);
        cost += Cost(loop.Result);
        _locals.RemoveAt(depth);

        var rounds = SizeOrUnknown(loop.Range);
        cost += rounds * round;
        switch (loop.Initial)
        {
            case LiteralExpr:
                SetSize(loop, Size(loop.Initial));
                break;
            case ListExpr or MapExpr:
                SetSize(loop, rounds);
                SetEntries(loop, Entries(loop.Step));
                break;
        }

        return cost;
    }

    private void AddVariables(ComprehensionExpr loop)
    {
        var entries = Entries(loop.Range);
        var path = PathOf(loop.Range);
        var isList = (entries?.Container ?? loop.Range.Type.Kind) == CelKind.List;
        if (loop.Variable2 is null)
        {
            var step = isList ? CostPath.Items : CostPath.Keys;
            _locals.Add((loop.Variable, Step(path, step), isList ? entries?.Value : entries?.Key, null));
            return;
        }

        _locals.Add((loop.Variable, Step(path, isList ? CostPath.Indices : CostPath.Keys), entries?.Key, null));
        _locals.Add((loop.Variable2, Step(path, isList ? CostPath.Items : CostPath.Values), entries?.Value, null));
    }

    private (string Name, CostPath? Path, CostRange? Size, EntrySize? Entries)? Local(string name)
    {
        var index = _locals.FindLastIndex(l => l.Name == name);
        return index < 0 ? null : _locals[index];
    }

    private CostNode Node(Expr expr) => new(expr, expr.Type, PathOf(expr), Size(expr));

    private CostPath? Step(CostPath? path, string name) => path?.Step(name) ?? (root is null ? null : new CostPath(root));

    private CostPath? PathOf(Expr expr) =>
        expr is IdentExpr ident && Local(ident.Name) is { } local ? local.Path : _paths.GetValueOrDefault(expr);

    private void SetPath(Expr expr, CostPath? path)
    {
        if (path is not null)
        {
            _paths[expr] = path;
        }
    }

    private void SetSize(Expr expr, CostRange? size)
    {
        if (size is { } known)
        {
            _sizes[expr] = known;
        }
    }

    private void CopySizes(Expr to, Expr from)
    {
        SetSize(to, Size(from));
        SetEntries(to, Entries(from));
    }

    private CostRange? Size(Expr expr)
    {
        if (_sizes.TryGetValue(expr, out var known))
        {
            return known;
        }

        if (LiteralSize(expr) is { } literal)
        {
            return CostRange.Fixed(literal);
        }

        if (PathOf(expr)?.Size is { } declared)
        {
            _sizes[expr] = declared;
            return declared;
        }

        if (IsScalar(expr.Type))
        {
            return CostRange.One;
        }

        return expr is IdentExpr ident ? Local(ident.Name)?.Size : null;
    }

    private static ulong? LiteralSize(Expr expr) => expr switch
    {
        LiteralExpr literal => literal.Value.Size is var size and >= 0 ? (ulong)size : 1,
        ListExpr list => (ulong)list.Elements.Length,
        MapExpr map => (ulong)map.Entries.Length,
        _ => null,
    };

    private static bool IsScalar(CelType type) => type.Kind switch
    {
        CelKind.Bool or CelKind.Double or CelKind.Duration or CelKind.Int or CelKind.Timestamp or CelKind.Uint => true,
        CelKind.Opaque when type.IsOptional => type.Parameters.Length > 0 && IsScalar(type.Parameters[0]),
        _ => false,
    };
}
