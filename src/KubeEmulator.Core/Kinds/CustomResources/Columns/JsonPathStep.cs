using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>One step of a <see cref="JsonPath"/>.</summary>
internal abstract class JsonPathStep
{
    /// <summary>Adds what the step finds in a value.</summary>
    public abstract void Walk(Value value, List<Value> found);

    /// <summary>Members by name.</summary>
    public sealed class Field(string[] names) : JsonPathStep
    {
        public override void Walk(Value value, List<Value> found)
        {
            foreach (var name in names)
            {
                if ((value as MapValue)?[name] is { } member)
                {
                    found.Add(member);
                }
            }
        }
    }

    /// <summary>All items, or all members in the order of their names.</summary>
    public sealed class Wildcard : JsonPathStep
    {
        public override void Walk(Value value, List<Value> found)
        {
            if (value is ListValue list)
            {
                found.AddRange(list);
            }
            else if (value is MapValue map)
            {
                found.AddRange(map.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => m.Value));
            }
        }
    }

    /// <summary>One item; from the end where negative.</summary>
    public sealed class Index(long index) : JsonPathStep
    {
        public override void Walk(Value value, List<Value> found)
        {
            if (value is ListValue list && (index < 0 ? index + list.Count : index) is var at and >= 0 && at < list.Count)
            {
                found.Add(list[(int)at]);
            }
        }
    }

    /// <summary>A range of items.</summary>
    public sealed class Slice(long? start, long? end, long step) : JsonPathStep
    {
        public override void Walk(Value value, List<Value> found)
        {
            if (value is not ListValue list || step <= 0)
            {
                return;
            }

            var from = At(start ?? 0, list.Count);
            var to = Math.Min(At(end ?? list.Count, list.Count), list.Count);
            for (var i = Math.Max(from, 0); i < to; i += step)
            {
                found.Add(list[(int)i]);
            }
        }

        private static long At(long position, int count) => position < 0 ? position + count : position;
    }

    /// <summary>The value and everything in it.</summary>
    public sealed class Descent : JsonPathStep
    {
        public override void Walk(Value value, List<Value> found)
        {
            found.Add(value);
            foreach (var inner in value switch { ListValue list => list, MapValue map => map.Select(m => m.Value), _ => (IEnumerable<Value>)[] })
            {
                Walk(inner, found);
            }
        }
    }

    /// <summary>The items that a test lets pass.</summary>
    public sealed class Filter(Func<Value, bool> test) : JsonPathStep
    {
        public override void Walk(Value value, List<Value> found) => found.AddRange((value as ListValue ?? ListValue.Empty).Where(test));
    }
}
