namespace KubeEmulator.Nodes.Containers.Streams;

/// <summary>Puts the carriage return before each line end.</summary>
internal sealed class TerminalOutputStream(Stream screen) : AsyncStream
{
    public override bool CanWrite => true;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var ends = buffer.Span.Count((byte)'\n');
        if (ends == 0)
        {
            await screen.WriteAsync(buffer, cancellationToken);
            return;
        }

        var translated = new byte[buffer.Length + ends];
        var at = 0;
        foreach (var letter in buffer.Span)
        {
            if (letter == '\n')
            {
                translated[at++] = (byte)'\r';
            }

            translated[at++] = letter;
        }

        await screen.WriteAsync(translated, cancellationToken);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => screen.FlushAsync(cancellationToken);
}
