namespace WallboxMqtt.Tests.Safety.House;

/// <summary>The wallbox's end of a connection.</summary>
internal sealed class FaultyStream(Stream inner, SimulatedLine line, TimeProvider time) : FaultyEnd(inner, line, time)
{
    private const int Header = 7;
    private readonly byte[] _request = new byte[260];
    private readonly byte[] _reply = new byte[520];
    private int _requestLength;

    protected override ReadOnlySpan<byte> Request => _request.AsSpan(0, _requestLength);

    // The server reads a header, then the body: together they are the request that the next reply answers.
    protected override bool Take(ReadOnlySpan<byte> read)
    {
        if (_requestLength > Header)
            _requestLength = 0;
        read.CopyTo(_request.AsSpan(_requestLength));
        _requestLength += read.Length;
        return _requestLength > Header;
    }

    protected override Memory<byte> Show(ReadOnlySpan<byte> reply)
    {
        reply.CopyTo(_reply);
        return _reply.AsMemory(0, reply.Length);
    }

    protected override ReadOnlyMemory<byte> TurnBack(ReadOnlyMemory<byte> reply) => reply;
}
