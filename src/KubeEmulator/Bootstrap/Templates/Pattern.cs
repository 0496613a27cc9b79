using KubeEmulator.Values;

namespace KubeEmulator.Bootstrap;

/// <summary>A part of a document in a template, and how to make a cluster's own of it. Immutable.</summary>
internal abstract class Pattern
{
    /// <summary>A part that all clusters share.</summary>
    public static readonly Pattern Constant = new Unchanged();

    /// <summary>Whether all clusters share the part.</summary>
    public bool IsConstant => ReferenceEquals(this, Constant);

    /// <summary>The part as this cluster has it.</summary>
    /// <param name="values">What is the cluster's own, by mark, and behind these the parts that are made once and used often.</param>
    public abstract Value Fill(Value?[] values);

    private sealed class Unchanged : Pattern
    {
        public override Value Fill(Value?[] values) => throw new InvalidOperationException("A part that all clusters share is taken as it is.");
    }

    /// <summary>A mark.</summary>
    internal sealed class Mark(int index) : Pattern
    {
        public override Value Fill(Value?[] values) => values[index]!;
    }

    /// <summary>A text that contains a mark.</summary>
    internal sealed class Text(string text, string mark, int index) : Pattern
    {
        public override Value Fill(Value?[] values) => Write(values);

        public string Write(Value?[] values) => text.Replace(mark, ((StringValue)values[index]!).Text, StringComparison.Ordinal);
    }

    /// <summary>A part of a map or list, or a name of a map. A class: lists of references need no code of their own when a process starts.</summary>
    internal sealed record Placed(int Index, Pattern Part);

    /// <summary>A map of which some members are the cluster's own.</summary>
    internal sealed class Map(MapValue map, Placed[] parts, Placed[] names) : Pattern
    {
        public override Value Fill(Value?[] values)
        {
            var members = map.Values.ToArray();
            foreach (var (index, part) in parts)
            {
                members[index] = part.Fill(values);
            }

            return names.Length == 0 ? map.WithParts(members) : MapValue.Adopt(Names(values), members);
        }

        private string[] Names(Value?[] values)
        {
            var all = map.Keys.ToArray();
            foreach (var (index, name) in names)
            {
                all[index] = ((Text)name).Write(values);
            }

            return all;
        }
    }

    /// <summary>A list of which some items are the cluster's own.</summary>
    internal sealed class List(ListValue list, Placed[] parts) : Pattern
    {
        public override Value Fill(Value?[] values)
        {
            var items = list.AsSpan().ToArray();
            foreach (var (index, part) in parts)
            {
                items[index] = part.Fill(values);
            }

            return ListValue.Adopt(items);
        }
    }

    /// <summary>A part that several documents have: each cluster makes it once.</summary>
    internal sealed class Once(Pattern pattern, int place) : Pattern
    {
        public override Value Fill(Value?[] values) => values[place] ??= pattern.Fill(values);
    }
}
