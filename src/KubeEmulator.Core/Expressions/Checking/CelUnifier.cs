namespace KubeEmulator.Expressions;

/// <summary>
/// Type parameters and what they stand for so far (cel-go checker/types.go). An attempt that fails leaves no
/// trace.
/// </summary>
internal sealed class CelUnifier
{
    private Dictionary<string, CelType> _bound = new(StringComparer.Ordinal);
    private int _fresh;

    public CelType Fresh() => CelType.Param($"_var{_fresh++}");

    /// <summary>Whether a value of <paramref name="from"/> fits <paramref name="to"/>; notes what that makes of type parameters.</summary>
    public bool IsAssignable(CelType from, CelType to) => AreAssignable([from], [to]);

    public bool AreAssignable(ReadOnlySpan<CelType> from, ReadOnlySpan<CelType> to)
    {
        if (from.Length != to.Length)
        {
            return false;
        }

        var before = _bound;
        _bound = new(_bound, StringComparer.Ordinal);
        for (var i = 0; i < from.Length; i++)
        {
            if (!Assign(from[i], to[i]))
            {
                _bound = before;
                return false;
            }
        }

        return true;
    }

    /// <summary>The type with parameters replaced by what they stand for; those without become dyn if asked.</summary>
    public CelType Substitute(CelType type, bool freeToDyn)
    {
        if (type.Kind == CelKind.TypeParam)
        {
            return _bound.TryGetValue(type.Name, out var bound) ? Substitute(bound, freeToDyn) : freeToDyn ? CelType.Dyn : type;
        }

        return Map(type, p => Substitute(p, freeToDyn));
    }

    /// <summary>Fresh parameters in place of an overload's own.</summary>
    public CelType Instantiate(CelType type, Dictionary<string, CelType> fresh)
    {
        if (type.Kind != CelKind.TypeParam)
        {
            return Map(type, p => Instantiate(p, fresh));
        }

        if (!fresh.TryGetValue(type.Name, out var made))
        {
            fresh[type.Name] = made = Fresh();
        }

        return made;
    }

    /// <summary>The more general of two types that fit one another.</summary>
    public static CelType MostGeneral(CelType a, CelType b) => IsEqualOrLessSpecific(a, b) ? a : b;

    private static CelType Map(CelType type, Func<CelType, CelType> replace)
    {
        if (type.Parameters.Length == 0)
        {
            return type;
        }

        var parameters = type.Parameters.Select(replace).ToArray();
        if (parameters.AsSpan().SequenceEqual(type.Parameters))
        {
            return type;
        }

        var made = type.Kind switch
        {
            CelKind.List => CelType.List(parameters[0]),
            CelKind.Map => CelType.Map(parameters[0], parameters[1]),
            CelKind.Type => CelType.TypeOf(parameters[0]),
            _ => CelType.Opaque(type.Name, parameters),
        };
        made = type.ListKeys is { } keys ? made.WithListKeys(keys) : made;
        return type.MaxElements is { } max ? made.WithMaxElements(max) : made;
    }

    private bool Assign(CelType from, CelType to)
    {
        if (to.Kind == CelKind.TypeParam)
        {
            var (valid, hadBinding) = Bind(from, to);
            if (valid || hadBinding)
            {
                return valid;
            }
        }

        if (from.Kind == CelKind.TypeParam)
        {
            return Bind(to, from).Valid;
        }

        if (from.Kind is CelKind.Dyn or CelKind.Error || to.Kind is CelKind.Dyn or CelKind.Error)
        {
            return true;
        }

        if (from.Kind == CelKind.Null || to.Kind == CelKind.Null)
        {
            return TakesNull(from.Kind == CelKind.Null ? to : from);
        }

        return from.Kind switch
        {
            CelKind.Type => to.Kind == CelKind.Type,
            CelKind.List or CelKind.Map or CelKind.Opaque => from.Kind == to.Kind && from.Name == to.Name && AssignAll(from.Parameters, to.Parameters),
            _ => from.Kind == to.Kind && from.Name == to.Name,
        };
    }

    private static bool TakesNull(CelType type) =>
        type.Kind is CelKind.Null or CelKind.Opaque or CelKind.Struct or CelKind.Duration or CelKind.Timestamp;

    private bool AssignAll(CelType[] from, CelType[] to)
    {
        if (from.Length != to.Length)
        {
            return false;
        }

        for (var i = 0; i < from.Length; i++)
        {
            if (!Assign(from[i], to[i]))
            {
                return false;
            }
        }

        return true;
    }

    private (bool Valid, bool HadBinding) Bind(CelType type, CelType parameter)
    {
        if (type.Kind == CelKind.TypeParam && type.Name == parameter.Name)
        {
            return (true, true);
        }

        if (_bound.TryGetValue(parameter.Name, out var bound))
        {
            if (type.IsExactly(bound))
            {
                return (true, true);
            }

            if (!Assign(type, bound))
            {
                return (false, true);
            }

            var general = MostGeneral(type, bound);
            if (!Occurs(parameter, general))
            {
                _bound[parameter.Name] = general;
            }

            return (true, true);
        }

        if (Occurs(parameter, type))
        {
            return (false, false);
        }

        _bound[parameter.Name] = type;
        return (true, false);
    }

    private bool Occurs(CelType parameter, CelType within)
    {
        if (within.Kind == CelKind.TypeParam)
        {
            return within.Name == parameter.Name || (_bound.TryGetValue(within.Name, out var bound) && Occurs(parameter, bound));
        }

        return within.Parameters.Any(p => Occurs(parameter, p));
    }

    private static bool IsEqualOrLessSpecific(CelType a, CelType b)
    {
        if (a.Kind is CelKind.Dyn or CelKind.TypeParam)
        {
            return true;
        }

        if (b.Kind is CelKind.Dyn or CelKind.TypeParam || a.Kind != b.Kind)
        {
            return false;
        }

        return a.Kind switch
        {
            CelKind.Type => true,
            CelKind.List or CelKind.Map or CelKind.Opaque => a.Name == b.Name && a.Parameters.Length == b.Parameters.Length
                && a.Parameters.Zip(b.Parameters).All(p => IsEqualOrLessSpecific(p.First, p.Second)),
            _ => a.IsExactly(b),
        };
    }
}
