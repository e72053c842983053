//! The numbers of many reports in long form as a Parquet file, for data warehouses: columns and rows of the csv, the
//! values as exact decimals. Must not know the reader.

use std::sync::Arc;

use parquet::basic::{Compression, GzipLevel, LogicalType, Repetition, Type as PhysicalType};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, FixedLenByteArray, FixedLenByteArrayType, Int32Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;

use super::rollup_csv::LONG_HEADS;
use crate::form::{CellKey, Field, Form};
use crate::report::Number;
use crate::rollup::{Rollup, RollupMember};

/// A Parquet file that cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum ParquetWriteError {
    /// A number has more digits, before the point and behind it, than all decimals of a column can have.
    #[error(
        "{unit}, {cell}: 位数太多，Parquet 的小数最多 {DIGITS} 位，请写成 csv。Too many digits; decimals in Parquet \
         have at most {DIGITS}. Write csv."
    )]
    Digits {
        /// Whose number it is.
        unit: String,
        /// Where it stands.
        cell: CellKey,
    },
    /// The library refuses.
    #[error(transparent)]
    Library(#[from] ParquetError),
}

/// The digits of a decimal: as many as 16 bytes hold, and the most that databases commonly read.
const DIGITS: u32 = 38;
/// The bytes of a decimal.
const WIDTH: i32 = 16;
/// The digits behind the point unless a number has more, so that the files of several years have one type.
const SCALE: u32 = 6;
/// The units whose rows are one row group, about 200,000 rows: what readers take up at once.
const UNITS: usize = 1_000;

/// The same lines as [`super::rollup_csv::write`]: `unit,year,table,row,column,value`, where a blank is null. The same
/// roll-up gives the same bytes.
///
/// # Errors
/// A number has too many digits beside the others.
pub fn write(form: &Form, rollup: &Rollup) -> Result<Vec<u8>, ParquetWriteError> {
    let counted: Vec<&RollupMember> = rollup.counted().collect();
    let fields: Vec<(&str, &Field)> =
        form.tables.iter().flat_map(|table| table.fields.iter().map(|field| (table.name.as_str(), field))).collect();
    let numbers = |member| fields.iter().filter_map(move |(_, field)| rollup.part(form, member, field));
    let scale = counted.iter().flat_map(|member| numbers(*member)).map(behind_the_point).fold(SCALE, u32::max);
    let names = |name: fn(&(&str, &Field)) -> String| -> Vec<ByteArray> {
        fields.iter().map(|field| ByteArray::from(name(field).into_bytes())).collect()
    };
    let names = [
        names(|(table, _)| (*table).to_owned()),
        names(|(_, field)| field.key.row.to_string()),
        names(|(_, field)| field.key.column.to_string()),
    ];
    // Names repeat in every unit's rows, so that a dictionary and deflate leave little of them.
    let properties = WriterProperties::builder()
        .set_created_by("nianbao".to_owned())
        .set_compression(Compression::GZIP(GzipLevel::default()))
        .build();
    let mut file = SerializedFileWriter::new(Vec::new(), Arc::new(schema(scale)?), Arc::new(properties))?;
    for units in counted.chunks(UNITS) {
        let mut group = file.next_row_group()?;
        column::<ByteArrayType>(&mut group, units, |unit| {
            Ok((vec![ByteArray::from(unit.unit.as_str()); fields.len()], None))
        })?;
        column::<Int32Type>(&mut group, units, |unit| Ok((vec![i32::from(unit.year); fields.len()], None)))?;
        for names in &names {
            column::<ByteArrayType>(&mut group, units, |_| Ok((names.clone(), None)))?;
        }
        column::<FixedLenByteArrayType>(&mut group, units, |unit| {
            let mut values = Vec::with_capacity(fields.len());
            let mut is_there = Vec::with_capacity(fields.len());
            for (_, field) in &fields {
                let number = rollup.part(form, unit, field);
                is_there.push(i16::from(number.is_some()));
                let Some(number) = number else { continue };
                let too_long = || ParquetWriteError::Digits { unit: unit.unit.clone(), cell: field.key };
                values.push(decimal(number, scale).ok_or_else(too_long)?);
            }
            Ok((values, Some(is_there)))
        })?;
        group.close()?;
    }
    Ok(file.into_inner()?)
}

/// The columns; `scale` is how many digits of a value stand behind the point.
fn schema(scale: u32) -> Result<Type, ParquetWriteError> {
    let column = |name, kind| Type::primitive_type_builder(name, kind).with_repetition(Repetition::REQUIRED);
    let text = |name| column(name, PhysicalType::BYTE_ARRAY).with_logical_type(Some(LogicalType::String));
    let [unit, year, table, row, name, value] = LONG_HEADS;
    let (precision, scale) = (DIGITS.cast_signed(), scale.cast_signed());
    let value = Type::primitive_type_builder(value, PhysicalType::FIXED_LEN_BYTE_ARRAY)
        .with_repetition(Repetition::OPTIONAL)
        .with_length(WIDTH)
        .with_logical_type(Some(LogicalType::decimal(scale, precision)))
        .with_precision(precision)
        .with_scale(scale);
    let year = column(year, PhysicalType::INT32);
    let columns = [text(unit), year, text(table), text(row), text(name), value];
    let columns: Result<Vec<_>, _> = columns.into_iter().map(|column| column.build().map(Arc::new)).collect();
    Ok(Type::group_type_builder("cells").with_fields(columns?).build()?)
}

/// Writes the next column of a row group, unit by unit: its values, and which rows have one where not all have.
fn column<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    units: &[&RollupMember],
    rows: impl Fn(&RollupMember) -> Result<(Vec<T::T>, Option<Vec<i16>>), ParquetWriteError>,
) -> Result<(), ParquetWriteError> {
    let Some(mut column) = group.next_column()? else { return Ok(()) };
    for unit in units {
        let (values, is_there) = rows(unit)?;
        column.typed::<T>().write_batch(&values, is_there.as_deref(), None)?;
    }
    Ok(column.close()?)
}

/// How many digits of a number stand behind the point, without zeros at its end.
fn behind_the_point(number: Number) -> u32 {
    match number {
        Number::Count(_) | Number::Change(_) => 0,
        Number::Amount(amount) => amount.normalize().scale(),
    }
}

/// A number in units of the last digit behind the point, as a big-endian integer; `None` where it has too many digits.
fn decimal(number: Number, scale: u32) -> Option<FixedLenByteArray> {
    let (digits, own) = match number {
        Number::Count(count) => (i128::from(count), 0),
        Number::Change(change) => (i128::from(change), 0),
        Number::Amount(amount) => (amount.normalize().mantissa(), amount.normalize().scale()),
    };
    let whole = digits.checked_mul(10_i128.checked_pow(scale.checked_sub(own)?)?)?;
    (whole.unsigned_abs() < 10_u128.pow(DIGITS)).then(|| whole.to_be_bytes().to_vec().into())
}
