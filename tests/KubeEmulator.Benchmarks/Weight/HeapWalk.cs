using System.Reflection;
using System.Runtime.CompilerServices;

namespace KubeEmulator.Benchmarks.Weight;

/// <summary>
/// Counts the bytes of object graphs. Every object counts once, for the part that reached it first; so the parts of a cluster
/// are weighed in an order that says who holds what: the stored documents before the history, the history before the controllers.
/// </summary>
internal sealed class HeapWalk
{
    // The size of an object without its header and type, as the collector computes it. No public interface tells it.
    private static readonly Func<object, nuint> SizeOf = typeof(RuntimeHelpers)
        .GetMethod("GetRawObjectDataSize", BindingFlags.Static | BindingFlags.NonPublic)!.CreateDelegate<Func<object, nuint>>();

    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Type, FieldInfo[]> _fields = [];
    private readonly Stack<(object Found, Type? Holder)> _open = new();

    /// <summary>The bytes of all that was counted.</summary>
    public long Total { get; private set; }

    /// <summary>Objects and bytes of what was counted for a part, by type and the type that holds it.</summary>
    public Dictionary<(Type Type, Type? Holder), (long Count, long Bytes)> Types { get; private set; } = [];

    /// <summary>What is left for a later part: who waits for a change is not history.</summary>
    public IReadOnlySet<Type> Later { get; set; } = new HashSet<Type>();

    /// <summary>Counts what the roots reach and nobody has counted; gives its bytes.</summary>
    public long Count(params ReadOnlySpan<object?> roots)
    {
        var before = Total;
        foreach (var root in roots)
        {
            Push(root, null);
        }

        while (_open.TryPop(out var found))
        {
            Add(found.Found, found.Holder);
            Visit(found.Found, found.Found.GetType());
        }

        return Total - before;
    }

    /// <summary>Counts one object without what it refers to.</summary>
    public long CountAlone(object root)
    {
        var before = Total;
        if (_seen.Add(root))
        {
            Add(root, null);
        }

        return Total - before;
    }

    /// <summary>Starts a new list of types.</summary>
    public void Begin() => Types = [];

    private void Add(object found, Type? holder)
    {
        var bytes = (long)((SizeOf(found) + 16 + 7) & ~(nuint)7);
        Total += bytes;
        var (count, sum) = Types.GetValueOrDefault((found.GetType(), holder));
        Types[(found.GetType(), holder)] = (count + 1, sum + bytes);
    }

    private void Push(object? found, Type? holder)
    {
        // What the runtime has of types and threads is not the cluster's.
        if (found is not null and not (MemberInfo or Assembly or Module or Thread or Pointer) && !Later.Contains(found.GetType()) && _seen.Add(found))
        {
            _open.Push((found, holder));
        }
    }

    private void Visit(object found, Type type)
    {
        if (found is string)
        {
            return;
        }

        if (found is Array items)
        {
            VisitItems(items, type.GetElementType()!);
            return;
        }

        foreach (var field in FieldsOf(type))
        {
            var value = field.GetValue(found);
            if (!field.FieldType.IsValueType)
            {
                Push(value, type);
            }
            else if (value is not null)
            {
                // The type of the value, because a nullable one comes as what is in it.
                Visit(value, value.GetType());
            }
        }
    }

    private void VisitItems(Array items, Type type)
    {
        if (type.IsValueType && FieldsOf(type).Length == 0)
        {
            return;
        }

        foreach (var item in items)
        {
            if (!type.IsValueType)
            {
                Push(item, items.GetType());
            }
            else
            {
                Visit(item, type);
            }
        }
    }

    private FieldInfo[] FieldsOf(Type type)
    {
        if (!_fields.TryGetValue(type, out var fields))
        {
            List<FieldInfo> all = [];
            for (var part = type; part is not null; part = part.BaseType)
            {
                all.AddRange(part.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).Where(f => MayRefer(f.FieldType)));
            }

            // A weak reference holds nothing.
            _fields[type] = fields = type.Name.StartsWith("WeakReference", StringComparison.Ordinal) ? [] : [.. all];
        }

        return fields;
    }

    private bool MayRefer(Type type) =>
        !type.IsPointer && !type.IsByRefLike && !type.IsPrimitive && !type.IsEnum && !type.IsFunctionPointer && (!type.IsValueType || FieldsOf(type).Length > 0);
}
