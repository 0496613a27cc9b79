namespace KubeEmulator.Nodes.Containers.Files;

/// <summary>A file's bytes, in pieces of 64 KiB so that it grows without copying. Thread-safe.</summary>
internal sealed class RegularFile : FileNode
{
    public const int PieceBytes = 64 * 1024;

    private readonly Lock gate = new();
    private readonly List<byte[]?> pieces = [];
    private SpaceBudget budget;
    private long length;
    private bool shared;

    public RegularFile(int mode, SpaceBudget budget, DateTimeOffset modified)
        : base(mode, modified) => this.budget = budget;

    /// <summary>A file over bytes that others hold too: they are copied at the first write. Costs no budget until then.</summary>
    public RegularFile(byte[] content, int mode, SpaceBudget budget, DateTimeOffset modified)
        : this(mode, budget, modified)
    {
        if (content.Length > PieceBytes)
        {
            Write(0, content, modified);
            return;
        }

        pieces.Add(content);
        length = content.Length;
        shared = true;
    }

    public override long Size => Volatile.Read(ref length);

    public override char TypeLetter => '-';

    public int Read(long position, Span<byte> target)
    {
        lock (gate)
        {
            var total = (int)Math.Min(target.Length, Math.Max(0, length - position));
            for (var done = 0; done < total;)
            {
                var (index, inside) = ((int)((position + done) / PieceBytes), (int)((position + done) % PieceBytes));
                var part = target[done..Math.Min(total, done + PieceBytes - inside)];
                var piece = index < pieces.Count ? pieces[index] : null;
                var available = piece is null ? 0 : Math.Clamp(piece.Length - inside, 0, part.Length);
                if (available > 0)
                {
                    piece.AsSpan(inside, available).CopyTo(part);
                }

                part[available..].Clear();
                done += part.Length;
            }

            return total;
        }
    }

    /// <exception cref="FileFailureException">The volume is full.</exception>
    public void Write(long position, ReadOnlySpan<byte> source, DateTimeOffset now)
    {
        lock (gate)
        {
            Own();
            while (!source.IsEmpty)
            {
                var (index, inside) = ((int)(position / PieceBytes), (int)(position % PieceBytes));
                var part = source[..Math.Min(source.Length, PieceBytes - inside)];
                part.CopyTo(Piece(index, inside + part.Length).AsSpan(inside));
                position += part.Length;
                length = Math.Max(length, position);
                source = source[part.Length..];
            }

            Modified = now;
        }
    }

    public void SetLength(long value, DateTimeOffset now)
    {
        lock (gate)
        {
            Own();
            var keep = (int)((value + PieceBytes - 1) / PieceBytes);
            for (var index = pieces.Count - 1; index >= keep; index--)
            {
                budget.Charge(-(pieces[index]?.Length ?? 0), "");
                pieces.RemoveAt(index);
            }

            if (value < length && value % PieceBytes is var inside and > 0 && keep <= pieces.Count && pieces[keep - 1] is { } last && last.Length > inside)
            {
                last.AsSpan((int)inside).Clear();
            }

            length = value;
            Modified = now;
        }
    }

    /// <summary>Gives the space back once no folder lists the file; whoever has it open still reads it.</summary>
    public void Forget()
    {
        lock (gate)
        {
            if (!shared)
            {
                budget.Charge(-pieces.Sum(piece => (long)(piece?.Length ?? 0)), "");
            }

            budget = new SpaceBudget(long.MaxValue);
        }
    }

    private void Own()
    {
        if (shared)
        {
            var bytes = pieces[0]!;
            budget.Charge(bytes.Length, "");
            pieces[0] = bytes.ToArray();
            shared = false;
        }
    }

    private byte[] Piece(int index, int needed)
    {
        while (pieces.Count <= index)
        {
            pieces.Add(null);
        }

        var piece = pieces[index];
        if (piece is null || piece.Length < needed)
        {
            // Only the first piece starts small: most files are.
            var size = index > 0 ? PieceBytes : Math.Min(PieceBytes, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(needed, 64)));
            budget.Charge(size - (piece?.Length ?? 0), "");
            var larger = new byte[size];
            piece?.CopyTo(larger, 0);
            pieces[index] = piece = larger;
        }

        return piece;
    }
}
