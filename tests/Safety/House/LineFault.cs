namespace WallboxMqtt.Tests.Safety.House;

/// <summary>Does something to replies: changes the frame, or decides what becomes of it.</summary>
/// <param name="request">The request's frame: MBAP header, function, data.</param>
/// <param name="reply">The reply's frame; may be changed and cut.</param>
internal delegate LineDeed LineFault(ReadOnlySpan<byte> request, ref Memory<byte> reply);
