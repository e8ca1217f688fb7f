/** The sound track of an export: a file that the project keeps. */
import { existsSync } from 'node:fs'
import { InvalidInputError } from '../../../shared/errors.ts'
import { assetFile, findAsset } from '../../database/assets.ts'
import type { ExportOptions } from '../../../shared/export/options.ts'
import type { LibraryFolder } from '../../database/library-folder.ts'
import type { ReadableDatabase } from '../../database/database.ts'
import type { VideoRequest } from '../../pipeline/5-export/video-arguments.ts'

/** How ffmpeg is to read a sound file: never by guessing, since some formats name other files. */
const soundDemuxers: Readonly<Record<string, string>> = {
  'audio/wav': 'wav', 'audio/mpeg': 'mp3', 'audio/flac': 'flac', 'audio/ogg': 'ogg', 'audio/aac': 'aac',
  'audio/mp4': 'mov', 'video/mp4': 'mov', 'video/quicktime': 'mov', 'video/webm': 'matroska', 'audio/webm': 'matroska',
  'video/x-matroska': 'matroska'
}

/** @throws InvalidInputError where the asset is gone or is no sound */
export function findSound(choices: ExportOptions, read: ReadableDatabase, library: LibraryFolder): VideoRequest['audio'] {
  if (!('audioAssetId' in choices) || choices.audioAssetId === null) return null
  const asset = findAsset(read, choices.audioAssetId)
  const demuxer = asset === undefined ? undefined : soundDemuxers[asset.mediaType]
  const file = asset === undefined ? '' : assetFile(library, asset.hash)
  if (demuxer !== undefined && existsSync(file)) return { file, demuxer }
  throw new InvalidInputError({
    operation: 'export',
    reason: asset === undefined ? 'the sound file is not there any more' : 'the chosen file is no sound file',
    remedy: 'Choose a WAV, MP3, FLAC, Ogg, AAC or MP4 file',
    field: 'options.audioAssetId'
  })
}
